using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Host.Hosting;

/// <summary>The options that every command has.</summary>
/// <param name="ConfigurationFiles">The configuration files, at least one.</param>
/// <param name="PluginFolders">Where plugins are searched, beside the program's own folder.</param>
/// <param name="Output">Where runs are kept.</param>
/// <param name="Assignments">Path=Value pairs that override the configuration.</param>
/// <param name="Verbose">Whether errors come with their traces.</param>
internal sealed record CommandSettings(
    IReadOnlyList<string> ConfigurationFiles, IReadOnlyList<string> PluginFolders, string Output, IReadOnlyList<string> Assignments, bool Verbose)
{
    /// <summary>The lock file that the plugin files must agree with; null if they need not.</summary>
    public string? Lock { get; init; }

    /// <summary>The lock file where none is named.</summary>
    public string DefaultLock => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(ConfigurationFiles[0]))!, PluginLock.FileName);
}
