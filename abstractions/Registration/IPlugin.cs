namespace BeyondNtk.Abstractions.Registration;

/// <summary>The entry type of a plugin assembly: exactly one public class with a constructor without parameters implements it.</summary>
public interface IPlugin
{
    /// <summary>Registers the plugin's parts by name.</summary>
    void Register(PartRegistry parts);
}
