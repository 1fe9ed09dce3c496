using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TeacherAbs;

/// <summary>Registers the teacher "abs".</summary>
public sealed class TeacherAbsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddTeacher<AbsTeacher, AbsTeacherOptions>("abs");
}
