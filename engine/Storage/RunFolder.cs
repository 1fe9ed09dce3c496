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

    /// <summary>Deletes what a killed process left half written.</summary>
    public void DeletePartialFiles()
    {
        foreach (var partial in Directory.EnumerateFiles(Path, $"*{AtomicFile.Partial}", SearchOption.AllDirectories))
        {
            System.IO.File.Delete(partial);
        }
    }
}
