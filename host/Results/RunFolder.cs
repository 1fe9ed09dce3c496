using System.Globalization;

namespace BeyondNtk.Host.Results;

/// <summary>The folder of one run: OUTPUT/EXPERIMENT/RUN-ID.</summary>
internal sealed class RunFolder
{
    /// <summary>The name of the file of measurements.</summary>
    public const string MetricsName = "metrics.csv";

    /// <summary>The name of the folder of pictures.</summary>
    public const string PlotsName = "plots";

    private const int IdentityDigits = 8;

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Id => System.IO.Path.GetFileName(Path);

    public string Record => File("run.json");

    public string Metrics => File(MetricsName);

    public string Log => File("log.txt");

    public string Plots => File(PlotsName);

    /// <summary>Creates a folder that nobody has: the time, the beginning of the identity, and a number where that is not enough.</summary>
    public static RunFolder Create(string output, string experiment, DateTimeOffset now, string identity)
    {
        var parent = System.IO.Path.GetFullPath(System.IO.Path.Combine(output, experiment));
        Directory.CreateDirectory(parent);
        var stamp = $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Short(identity)}";
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(parent, attempt == 1 ? stamp : $"{stamp}-{attempt}");
            if (TryClaim(path))
            {
                return new RunFolder(path);
            }
        }
    }

    /// <summary>The beginning of an identity, as names of folders hold it.</summary>
    public static string Short(string identity) => identity[..Math.Min(IdentityDigits, identity.Length)];

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file that appears under its name only when it is complete.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);

        // Processes that write one file at the same time must not write into one another's.
        var partial = $"{path}.{Environment.ProcessId}.partial";
        using (var stream = new FileStream(partial, FileMode.Create))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(partial, path, overwrite: true);
    }

    /// <summary>Writes text, UTF-8 without a mark, with line feeds.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    // Creating a folder does not tell whether it was there; creating a new file in it does, so two processes never share a run.
    private static bool TryClaim(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            new FileStream(System.IO.Path.Combine(path, "log.txt"), FileMode.CreateNew).Dispose();
            return true;
        }
        catch (IOException) when (System.IO.File.Exists(System.IO.Path.Combine(path, "log.txt")))
        {
            return false;
        }
    }
}
