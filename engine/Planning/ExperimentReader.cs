using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Planning;

/// <summary>Reads one experiment: at each point of its sweep the values are put in, expressions get their numbers, and the run is read.</summary>
/// <param name="tree">The configuration, which knows where a value came from.</param>
/// <param name="catalog">The parts there are.</param>
/// <param name="root">What holds for all runs.</param>
internal sealed class ExperimentReader(ConfigurationTree tree, PartCatalog catalog, RootSettings root)
{
    private readonly PartFiles _files = new();

    /// <param name="name">The experiment's name.</param>
    /// <param name="experiment">The experiment.</param>
    /// <returns>The plan; null if something is wrong, which is reported.</returns>
    public ExperimentPlan? Read(string name, Setting experiment)
    {
        NameCheck.Experiment(name, experiment);
        var before = experiment.Problems.Count;
        var section = (JsonObject)experiment.Node!;
        var sweepKey = section.FirstOrDefault(entry => entry.Key.Equals(SweepSection.Key, StringComparison.OrdinalIgnoreCase)).Key ?? SweepSection.Key;
        var sweep = experiment[sweepKey];
        var axes = SweepSection.ReadAxes(sweep);
        var words = new SweepWords(axes);
        var points = PointsOf(name, experiment, sweep, words);
        var runs = new List<RunPlan>();
        var labels = new RunLabels();
        foreach (var point in SweepAxis.Grid(axes).TakeWhile(_ => !HasMany(experiment.Problems, before)))
        {
            if (points.Read(point) is { } run)
            {
                runs.Add(new RunPlan(run, () => ResolveAgain(name, experiment, sweep, point, words)));
                labels.Add(run);
            }
        }

        ReportTwins(runs, sweep);
        if (experiment.Problems.Count > before)
        {
            return null;
        }

        var plan = new ExperimentPlan(name, section, axes, runs, runs[0].Resolve().Settings) { Remarks = [.. RemarksOn(sweep), .. labels.LeftOut], Set = tree.AssignmentsUnder(experiment.Path) };
        new FigureCheck(plan, labels).Check(experiment[nameof(ExperimentSettings.Figures)]);
        new SelectCheck(plan, labels).Check(experiment[nameof(ExperimentSettings.Select)]);
        return plan;
    }

    private PointReader PointsOf(string name, Setting experiment, Setting sweep, SweepWords words)
    {
        var parts = new PartCache();
        return new PointReader(tree, new RunReader(catalog, root, _files, name, parts), parts, experiment, sweep, words);
    }

    private static bool HasMany(Problems problems, int before) => problems.Count - before >= Problems.Most;

    // It was read before, and nothing was wrong with it.
    private ResolvedRun ResolveAgain(string name, Setting experiment, Setting sweep, IReadOnlyList<KeyValuePair<string, JsonNode?>> point, SweepWords words)
    {
        var problems = new Problems();
        var run = PointsOf(name, experiment with { Problems = problems }, sweep with { Problems = problems }, words).Read(point);
        problems.ThrowIfAny(tree.OriginOf);
        return run!;
    }

    private static void ReportTwins(IReadOnlyList<RunPlan> runs, Setting sweep)
    {
        var known = new HashSet<string>(runs.Count);
        var twins = runs.Where(run => !known.Add(run.Identity)).Select(run => run.Identity).ToHashSet();
        var names = new RunNames(runs);
        foreach (var same in runs.Where(run => twins.Contains(run.Identity)).GroupBy(run => run.Identity))
        {
            sweep.Refuse($"these runs are the same: {string.Join(" and ", same.Take(3).Select(names.Of))}");
        }
    }

    private static IReadOnlyList<string> RemarksOn(Setting sweep)
        => [.. sweep.Entries().Where(entry => entry.Key.Equals(SweepSection.OldZip, StringComparison.OrdinalIgnoreCase)).Select(entry => $"{entry.Value.Path}: is called {SweepSection.Zip} now; the old name is still read")];
}
