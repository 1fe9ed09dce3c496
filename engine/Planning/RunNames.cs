using System.Collections.Concurrent;
using BeyondNtk.Engine.Configuration.Sweeps;

namespace BeyondNtk.Engine.Planning;

/// <summary>What the runs of an experiment are called: by the values that vary, each in words that no other value of its path has.</summary>
/// <param name="runs">All of its runs.</param>
internal sealed class RunNames(IReadOnlyList<RunPlan> runs)
{
    private readonly ConcurrentDictionary<string, ValueWords> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of a run at a path that varies.</summary>
    public string ValueOf(RunPlan run, string path)
        => _words.GetOrAdd(path, _ => new ValueWords(runs.Select(other => other.VariedValue(path))))[run.VariedValue(path)];

    /// <summary>All values of a run: "Dimension = 8, Seed = 3". A path is shortened to its last part where that says enough.</summary>
    public string Of(RunPlan run)
    {
        string[] paths = [.. run.Varied.Select(entry => entry.Key)];
        return string.Join(", ", paths.Select(path => $"{VariedText.Short(path, paths)} = {ValueOf(run, path)}"));
    }

    /// <summary>All values of a run, by path.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(RunPlan run) => run.Varied.ToDictionary(entry => entry.Key, entry => ValueOf(run, entry.Key));
}
