using PrivateLibrary;

namespace BeyondNtk.TestPlugins;

/// <summary>A part whose type cannot be loaded without the plugin's own library.</summary>
public sealed class GreetingTeacher : FixedTeacher, IGreeter
{
    public string Greeting => "hello";
}
