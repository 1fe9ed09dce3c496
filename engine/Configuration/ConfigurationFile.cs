namespace BeyondNtk.Engine.Configuration;

/// <summary>A configuration file, read once: what comes through a pipe comes only once, and an edit in between would be half seen.</summary>
/// <param name="file">Its path.</param>
internal sealed class ConfigurationFile(string file)
{
    private readonly Lazy<string> _text = new(() => Read(Path.GetFullPath(file)));

    public bool Exists => File.Exists(file);

    /// <summary>The configuration, anew at every call: values of --set are put into it.</summary>
    /// <exception cref="ConfigurationException">The file is missing or no JSON object.</exception>
    public ConfigurationTree Load() => ConfigurationTree.FromFile(Path.GetFullPath(file), _text.Value);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: the configuration file cannot be read: {exception.Message}", exception);
        }
    }
}
