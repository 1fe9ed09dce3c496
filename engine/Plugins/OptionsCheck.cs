using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Plugins;

/// <summary>Looks at the options classes of a plugin before anybody uses them.</summary>
internal static class OptionsCheck
{
    /// <summary>The plugin as it is, or as one that cannot be used because of its options.</summary>
    public static Plugin Check(Plugin plugin)
    {
        foreach (var part in plugin.Parts)
        {
            try
            {
                OptionRules.Check(part.Options, part.Kind);
            }
            catch (Exception exception)
            {
                // A type or an attribute of an option may be in an assembly that is not there.
                var failure = new PluginException($"options of {PartCatalog.Word(part.Kind)} '{part.Name}': {FailureText.Of(exception)}", exception);
                return plugin with { Parts = [], Failure = failure };
            }
        }

        return plugin;
    }
}
