using System.Diagnostics;

namespace BeyondNtk.Benchmarks;

/// <summary>What every row is given.</summary>
/// <param name="effort">How long to measure.</param>
/// <param name="peers">The peers.</param>
internal sealed class Session(Effort effort, Peers peers) : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("beyondntk-benchmarks-").FullName;
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>How long to measure.</summary>
    public Effort Effort { get; } = effort;

    /// <summary>The peers.</summary>
    public Peers Peers { get; } = peers;

    /// <summary>The machine's peak.</summary>
    public Peak Peak { get; } = new(effort);

    /// <summary>Receives the lines.</summary>
    public ResultTable Table { get; } = new();

    /// <summary>The numbers of threads that steps are measured with: one, and two if the machine has as many processors.</summary>
    public static IReadOnlyList<int> Threads { get; } = [.. Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount))];

    /// <summary>"1 thread", "2 threads".</summary>
    public static string Count(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    /// <summary>A new folder, which is deleted with the session.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_scratch, name)).FullName;

    /// <summary>Says on the error stream what is measured now; the table comes at the end.</summary>
    public void Progress(string what) => Console.Error.WriteLine($"{_time.Elapsed:mm\\:ss} {what}");

    public void Dispose() => Directory.Delete(_scratch, recursive: true);
}
