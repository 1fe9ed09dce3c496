using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.BinaryTeachers;

/// <summary>Registers the teachers of two classes.</summary>
public sealed class BinaryTeachersPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddTeacher<Parity, ParityOptions>("parity")
        .AddTeacher<NoisyXor, NoisyXorOptions>("noisy-xor")
        .AddTeacher<Groups, GroupsOptions>("groups");
}
