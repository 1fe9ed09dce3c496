using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>A folder that plugins are installed into, as a person would: by copying.</summary>
internal sealed class PluginRoot : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>Installs what was built from tests/plugins/NAME.</summary>
    public PluginRoot Install(string name, string? folder = null)
    {
        foreach (var file in Directory.GetFiles(BuildOutput(name)))
        {
            var target = File(folder ?? name, System.IO.Path.GetFileName(file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }

        return this;
    }

    public string File(params string[] parts) => _folder.File(parts);

    public void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Loads what is installed, as the program does.</summary>
    public PartCatalog Load() => new(new PluginLoader().LoadAll([Path]));

    public void Dispose() => _folder.Dispose();

    // The tests lie in tests/host/bin/CONFIGURATION/FRAMEWORK, the plugins likewise.
    private static string BuildOutput(string name)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return System.IO.Path.GetFullPath(
            System.IO.Path.Combine(AppContext.BaseDirectory, "../../../../plugins", name, "bin", output.Parent!.Name, output.Name));
    }
}
