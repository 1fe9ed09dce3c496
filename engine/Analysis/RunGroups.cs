using System.Text.Json;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Analysis;

/// <summary>The runs of an experiment in groups whose members differ in nothing but their seeds and, for a figure, their place on its axis.</summary>
internal sealed class RunGroups
{
    private const string SeedPath = nameof(ExperimentSettings.Seed);

    private readonly ExperimentPlan _plan;
    private readonly Dictionary<string, RunGroup> _groups = [];

    /// <param name="plan">The experiment.</param>
    /// <param name="without">A path that tells no groups apart: that of a figure's axis; null for none.</param>
    public RunGroups(ExperimentPlan plan, string? without = null)
    {
        _plan = plan;
        Paths = FindPaths(plan, without);
    }

    /// <summary>The paths that tell groups apart.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Whether runs of an experiment differ in their seeds.</summary>
    public static bool VarySeed(ExperimentPlan plan) => plan.Varied.Contains(SeedPath, StringComparer.OrdinalIgnoreCase);

    /// <summary>The group of a run, one object for each group.</summary>
    public RunGroup Of(RunPlan run)
    {
        var key = run.KeyOf(Paths);
        return _groups.TryGetValue(key, out var group) ? group : _groups[key] = new RunGroup([.. Paths.Select(path => _plan.Names.ValueOf(run, path))], [.. Paths.Select(path => WordsFor(run, path))]);
    }

    // The first path of each axis; of lists that vary in step, also those that the paths before do not determine. No seed, and not the axis.
    private static List<string> FindPaths(ExperimentPlan plan, string? without)
    {
        var paths = new List<string>();
        foreach (var axis in plan.Axes.Where(axis => !plan.Selected.Contains(axis.Paths[0])))
        {
            var isFirst = without is null || !axis.Paths.Contains(without, StringComparer.OrdinalIgnoreCase);
            foreach (var path in axis.Paths.Where(path => !IsSame(path, SeedPath) && !IsSame(path, without)))
            {
                if (isFirst || !IsDetermined(plan, path, without is null ? paths : paths.Prepend(without)))
                {
                    paths.Add(path);
                }

                isFirst = false;
            }
        }

        return paths;
    }

    // A text says what it is by itself; a number needs its name.
    private string WordsFor(RunPlan run, string path)
        => run.VariedValue(path)?.GetValueKind() is JsonValueKind.String or JsonValueKind.Object
            ? _plan.Names.ValueOf(run, path)
            : $"{VariedText.Short(path, _plan.Varied)} = {_plan.Names.ValueOf(run, path)}";

    private static bool IsDetermined(ExperimentPlan plan, string path, IEnumerable<string> by)
    {
        string[] paths = [.. by];
        var values = new Dictionary<string, string>();
        foreach (var run in plan.Runs)
        {
            var value = run.KeyOf([path]);
            if (!values.TryAdd(run.KeyOf(paths), value) && values[run.KeyOf(paths)] != value)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(string path, string? other) => path.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the runs of a group have in common.</summary>
/// <param name="values">The values of the paths that tell groups apart, in words that are distinct between groups.</param>
/// <param name="words">The same for a legend, numbers with the names of their paths.</param>
internal sealed class RunGroup(IReadOnlyList<string> values, IReadOnlyList<string> words)
{
    public IReadOnlyList<string> Values { get; } = values;

    public IReadOnlyList<string> Words { get; } = words;
}
