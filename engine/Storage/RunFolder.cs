using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Storage;

/// <summary>The folder of one run, OUTPUT/EXPERIMENT/RUN-ID, and where things are in it.</summary>
/// <param name="path">Its full path.</param>
internal sealed class RunFolder(string path)
{
    /// <summary>The name of the file of a run's record.</summary>
    public const string RecordName = "run.json";

    private const string MetricsName = "metrics.csv";
    private const string PlotsName = "plots";
    private const string WeightsName = "weights";
    private const int IdentityDigits = 8;
    private static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    public string Path { get; } = path;

    public string Id => System.IO.Path.GetFileName(Path);

    public string Record => File(RecordName);

    public string Metrics => File(MetricsName);

    public string Log => File("log.txt");

    public string Plots => File(PlotsName);

    public string Weights => File(WeightsName);

    public string Checkpoints => File("checkpoints");

    /// <summary>The beginning of an identity, as names of folders hold it.</summary>
    public static string Short(string identity) => identity[..Math.Min(IdentityDigits, identity.Length)];

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The record; null if it is missing or cannot be read.</summary>
    public RunRecord? ReadRecord() => RunRecord.TryLoad(Record);

    /// <summary>Where an array of a learner's weights is kept.</summary>
    public string WeightsOf(string learner, string array) => System.IO.Path.Combine(Weights, learner, array + ".npy");

    /// <summary>Files in it, at any depth. Nothing is followed out of the folder.</summary>
    /// <param name="folder">The folder, or one in it.</param>
    /// <param name="pattern">What they are called, with '*' for any text.</param>
    public static IEnumerable<string> FilesIn(string folder, string pattern) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, pattern, NoLinks);

    /// <summary>Whether a file or folder of a run is a link, through which nothing is read.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Makes sure that what is written goes into the folder and nowhere else.</summary>
    /// <exception cref="IOException">There is a link in it.</exception>
    public void RefuseLinks()
    {
        if (new DirectoryInfo(Path).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = 0 })
            .Concat(new[] { Weights, Plots, Checkpoints }.Where(Directory.Exists).SelectMany(folder => new DirectoryInfo(folder).EnumerateFileSystemInfos()))
            .FirstOrDefault(entry => entry.LinkTarget is not null) is { } link)
        {
            throw new IOException($"{link.FullName} is a link to {link.LinkTarget}, and nothing is written through one; put the files themselves in its place");
        }
    }

    /// <summary>Deletes what a killed process left half written.</summary>
    public void DeletePartialFiles()
    {
        foreach (var partial in FilesIn(Path, $"*{AtomicFile.Partial}"))
        {
            System.IO.File.Delete(partial);
        }
    }
}
