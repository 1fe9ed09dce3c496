using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ShipsContractPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, NoOptions>("shipped");
}
