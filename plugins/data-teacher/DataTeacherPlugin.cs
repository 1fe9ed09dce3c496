using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.DataTeacher;

/// <summary>Registers the teacher "data".</summary>
public sealed class DataTeacherPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddTeacher<DataSetTeacher, DataSetTeacherOptions>("data");
}
