using System.Text;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Host.Hosting;

/// <summary>Where a command writes what it exports.</summary>
internal sealed class OutputFile(Terminal terminal)
{
    /// <summary>Writes text to a file, or to standard output if none is named.</summary>
    /// <exception cref="ConfigurationException">The file cannot be written.</exception>
    public void Write(string text, string? file)
    {
        if (file is null)
        {
            terminal.WriteText(text);
            return;
        }

        Write(file, () => File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Writes what was named with --file.</summary>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public static void Write(string file, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !Workspace.IsCurrentFolderGone(exception))
        {
            throw new ConfigurationException($"--file {file}: cannot be written: {exception.Message}", exception);
        }
    }
}
