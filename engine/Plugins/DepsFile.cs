using System.Text.Json;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// Looks into a .deps.json before the runtime does: its resolver ends the whole process, not only the plugin, over a file that is valid JSON
/// but lacks what a build writes.
/// </summary>
internal static class DepsFile
{
    /// <exception cref="PluginException">The file is not as a build leaves it.</exception>
    public static void Verify(string assembly)
    {
        var path = Path.ChangeExtension(assembly, ".deps.json");
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            var root = file.RootElement;
            var target = root.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
            var isComplete = root.GetProperty("targets").GetProperty(target).EnumerateObject().All(asset => asset.Value.ValueKind == JsonValueKind.Object)
                && root.GetProperty("libraries").EnumerateObject().All(library =>
                    library.Value.GetProperty("type").ValueKind == JsonValueKind.String
                    && library.Value.GetProperty("serviceable").ValueKind is JsonValueKind.True or JsonValueKind.False
                    && library.Value.GetProperty("sha512").ValueKind == JsonValueKind.String);
            if (!isComplete)
            {
                throw Refusal(path);
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw Refusal(path, exception);
        }
    }

    private static PluginException Refusal(string path, Exception? cause = null)
        => new($"{Path.GetFileName(path)} is not as a build leaves it; copy the plugin's whole output again", cause);
}
