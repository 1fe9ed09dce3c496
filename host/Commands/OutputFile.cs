using System.Text;
using BeyondNtk.Host.Composition;

namespace BeyondNtk.Host.Commands;

/// <summary>Where a command writes what it exports.</summary>
internal static class OutputFile
{
    /// <summary>Writes text to a file, or to standard output when none is named.</summary>
    /// <exception cref="ConfigurationException">The file cannot be written.</exception>
    public static void Write(string text, string? file) => Write(file, () =>
    {
        using var stream = file is null ? Console.OpenStandardOutput() : File.Create(file);
        stream.Write(Encoding.UTF8.GetBytes(text));
    });

    /// <summary>Writes what was named with --file.</summary>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public static void Write(string? file, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (file is not null && exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--file {file}: cannot be written: {exception.Message}", exception);
        }
    }
}
