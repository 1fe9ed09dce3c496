using System.Globalization;
using System.Runtime.InteropServices;

namespace BeyondNtk.Host.Results;

/// <summary>The folder of one run: OUTPUT/EXPERIMENT/RUN-ID.</summary>
internal sealed class RunFolder
{
    /// <summary>The name of the file of measurements.</summary>
    public const string MetricsName = "metrics.csv";

    /// <summary>The name of the folder of pictures.</summary>
    public const string PlotsName = "plots";

    /// <summary>The name of the file of a run's record.</summary>
    public const string RecordName = "run.json";

    // Beside the runs of the experiment, whose folder may be a link to another file system.
    private const string Beginning = ".begun-";
    private const string Partial = ".partial";
    private const int IdentityDigits = 8;

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Id => System.IO.Path.GetFileName(Path);

    public string Record => File(RecordName);

    public string Metrics => File(MetricsName);

    public string Log => File("log.txt");

    public string Plots => File(PlotsName);

    /// <summary>
    /// Creates a folder that nobody has: the time, the beginning of the identity, and a number where that is not enough. It appears with its
    /// record in it: a run that is killed at once leaves no folder that says nothing.
    /// </summary>
    /// <param name="output">Where runs are kept.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="now">The time.</param>
    /// <param name="identity">The run's identity.</param>
    /// <param name="record">Makes the record of a run of the id.</param>
    public static RunFolder Create(string output, string experiment, DateTimeOffset now, string identity, Func<string, RunRecord> record)
    {
        var parent = System.IO.Path.GetFullPath(System.IO.Path.Combine(output, experiment));
        var beginning = System.IO.Path.Combine(parent, $"{Beginning}{Short(identity)}-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        Directory.CreateDirectory(parent);
        var stamp = $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Short(identity)}";
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(parent, attempt == 1 ? stamp : $"{stamp}-{attempt}");
            if (!Directory.Exists(path) && !System.IO.File.Exists(path))
            {
                Directory.CreateDirectory(beginning);
                record(System.IO.Path.GetFileName(path)).Save(System.IO.Path.Combine(beginning, RecordName));
                if (TryMove(beginning, path))
                {
                    Settle(parent);
                    return new RunFolder(path);
                }
            }
        }
    }

    /// <summary>The folder of a run that was begun; what a killed process left half written goes.</summary>
    public static RunFolder Open(string path)
    {
        foreach (var partial in Directory.EnumerateFiles(path, $"*{Partial}", SearchOption.AllDirectories))
        {
            System.IO.File.Delete(partial);
        }

        return new RunFolder(path);
    }

    /// <summary>The beginning of an identity, as names of folders hold it.</summary>
    public static string Short(string identity) => identity[..Math.Min(IdentityDigits, identity.Length)];

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file that appears under its name only when it is complete.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left of it, and a file that was there stays.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        // Processes that write one file at the same time must not write into one another's.
        var partial = $"{path}.{Environment.ProcessId}{Partial}";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(partial, FileMode.Create))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            System.IO.File.Move(partial, path, overwrite: true);
        }
        catch (Exception exception)
        {
            Discard(partial);
            if (exception is IOException or UnauthorizedAccessException)
            {
                // The system's message names the file that was to become this one.
                throw new IOException($"{path} cannot be written: {exception.Message.Split(" : '")[0]}", exception);
            }

            throw;
        }
    }

    /// <summary>Writes text, UTF-8 without a mark, with line feeds.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Has the names in a folder written to the disk, so that after a power failure what was moved in is there before what is deleted afterwards
    /// is gone. Where the system cannot do that, its own order is relied on.
    /// </summary>
    public static void Settle(string folder)
    {
        if (!OperatingSystem.IsWindows() && NativeMethods.Open(folder, 0) is >= 0 and var descriptor)
        {
            _ = NativeMethods.Flush(descriptor);
            _ = NativeMethods.Close(descriptor);
        }
    }

    /// <summary>True for a folder among runs that is none: one that was begun, by a process that may be gone.</summary>
    public static bool IsBeginning(string path) => System.IO.Path.GetFileName(path).StartsWith(Beginning, StringComparison.Ordinal);

    // On a full disk it takes up what room there is.
    private static void Discard(string partial)
    {
        try
        {
            System.IO.File.Delete(partial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is deleted when the run goes on.
        }
    }

    // Moving fails where something stands already, so two processes never share a run.
    private static bool TryMove(string beginning, string path)
    {
        try
        {
            Directory.Move(beginning, path);
            return true;
        }
        catch (IOException) when (Directory.Exists(path) || System.IO.File.Exists(path))
        {
            return false;
        }
    }

    // .NET opens no folders.
    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open")]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync")]
        public static extern int Flush(int descriptor);

        [DllImport("libc", EntryPoint = "close")]
        public static extern int Close(int descriptor);
    }
}
