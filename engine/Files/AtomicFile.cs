using System.Text;

namespace BeyondNtk.Engine.Files;

/// <summary>Writes files that appear under their names only when they are complete.</summary>
internal static class AtomicFile
{
    /// <summary>How the names of files end that are being written.</summary>
    public const string Partial = ".partial";

    /// <summary>Writes a file and has it on the disk before it gets its name.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left of it, and a file that was there stays.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        // Processes that write one file at the same time must not write into one another's.
        var partial = $"{path}.{Environment.ProcessId}{Partial}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(partial, FileMode.Create))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception exception)
        {
            // On a full disk it takes up what room there is.
            BestEffort.Try(() => File.Delete(partial));
            if (exception is ArgumentOutOfRangeException)
            {
                throw new IOException($"{path} cannot be written: it would be larger than files may be here (ulimit -f)", exception);
            }

            if (exception is IOException or UnauthorizedAccessException)
            {
                // The system's message names the file that was to become this one.
                throw new IOException($"{path} cannot be written: {exception.Message.Split(" : '")[0]}", exception);
            }

            throw;
        }
    }

    /// <summary>The same unless it stands there already: what cannot be written needs not be where nothing changes.</summary>
    public static void Refresh(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            WriteText(path, text);
        }
    }

    /// <summary>Writes text, UTF-8 without a byte order mark, with line feeds.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
