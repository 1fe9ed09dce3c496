using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.ReluStudent;

/// <summary>Registers the model "relu-student".</summary>
public sealed class ReluStudentPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddModel<Student, StudentOptions>("relu-student");
}
