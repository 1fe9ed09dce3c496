namespace BeyondNtk.Engine.Configuration;

/// <summary>A file that a configuration was read from.</summary>
/// <param name="File">Its full path.</param>
/// <param name="Text">What it holds; null for a configuration that a program made.</param>
internal sealed record ConfigurationSource(string File, string? Text)
{
    // Looked up when something is to be told.
    private readonly Lazy<LineNumbers?> _lines = new(() => Text is null ? null : new LineNumbers(Text));

    /// <summary>Whether a value, or a group, at a path is written in it.</summary>
    public bool Has(string path) => _lines.Value?.Has(path) ?? true;

    /// <summary>The file with the line of a path, or of what is nearest around it.</summary>
    public string InFull(string path) => _lines.Value is { } lines ? $"{File}, line {lines.Of(path)}" : File;

    /// <summary>The same in few words, without the folder.</summary>
    public string Brief(string path) => _lines.Value is { } lines ? $"{Path.GetFileName(File)}:{lines.Of(path)}" : Path.GetFileName(File);
}
