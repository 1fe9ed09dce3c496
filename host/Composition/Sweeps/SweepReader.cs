using System.Text.Json.Nodes;

namespace BeyondNtk.Host.Composition.Sweeps;

/// <summary>Makes the runs of an experiment: at each point of the sweep its values are put in, and expressions get their numbers.</summary>
/// <param name="tree">The configuration, which knows where a value came from.</param>
/// <param name="readRun">Reads one run from a section without sweep and expressions; null when something is wrong.</param>
internal sealed class SweepReader(ConfigurationTree tree, Func<JsonObject, RunOrigins, Problems, RunPlan?> readRun)
{
    // A mistake in what all runs share would be told for each of them.
    private const int MostProblems = 20;

    /// <returns>The plan; null when something is wrong, which is reported.</returns>
    public ExperimentPlan? Read(string name, JsonObject section, string path, Problems problems)
    {
        var before = problems.Count;
        var sweepKey = section.FirstOrDefault(entry => entry.Key.Equals(Sweep.Key, StringComparison.OrdinalIgnoreCase)).Key ?? Sweep.Key;
        var axes = Sweep.Axes(section[sweepKey] as JsonObject, $"{path}:{sweepKey}", problems);
        var runs = new List<RunPlan>();
        foreach (var point in Sweep.Points(axes).TakeWhile(_ => problems.Count - before < MostProblems))
        {
            if (ReadPoint(section, point, path, $"{path}:{sweepKey}", problems) is { } run)
            {
                runs.Add(run);
            }
        }

        foreach (var same in runs.GroupBy(run => run.Identity).Where(group => group.Count() > 1))
        {
            problems.Add($"{path}:{sweepKey}", $"these runs are the same: {string.Join(" and ", same.Take(3).Select(run => VariedText.Of(run.Varied)))}");
        }

        if (problems.Count > before)
        {
            return null;
        }

        var plan = new ExperimentPlan(name, section, axes, runs);
        FigureCheck.Check(plan, path, problems);
        return plan;
    }

    private RunPlan? ReadPoint(JsonObject section, IReadOnlyList<(string Path, JsonNode? Value)> point, string path, string sweepPath, Problems problems)
    {
        var own = new Problems();
        var settings = (JsonObject)section.DeepClone();
        foreach (var (at, value) in point)
        {
            try
            {
                SettingPath.Put(settings, at.Split(':'), value?.DeepClone());
            }
            catch (ConfigurationException exception)
            {
                problems.Add(sweepPath, $"cannot vary '{at}': {exception.Message}");
                return null;
            }
        }

        // Only the keys of Sweep are paths. Any other that looks like one would be taken for it below.
        string[] likePaths = [.. SettingPath.KeysLikePaths(path, settings).Where(at => !at.StartsWith($"{sweepPath}:", StringComparison.OrdinalIgnoreCase))];
        if (likePaths.Length > 0)
        {
            // Under a name that is none, of Sweep for instance, the name is what is wrong.
            string[] names = [.. OptionShape.Of(typeof(ExperimentSettings)).Select(shape => shape.Name)];
            foreach (var under in likePaths.GroupBy(at => at[(path.Length + 1)..].Split(':')[0]))
            {
                if (!names.Contains(under.Key, StringComparer.OrdinalIgnoreCase) && NearestName.Of(under.Key, names) is not null)
                {
                    problems.Add($"{path}:{under.Key}", $"unknown setting; {NearestName.Hint(under.Key, names)}");
                    continue;
                }

                foreach (var at in under)
                {
                    problems.Add(at, "a key cannot be empty or hold ':', which stands between the keys of a path");
                }
            }

            return null;
        }

        // An expression without a value is one problem; that its text is no number is not another.
        var origins = new RunOrigins(tree, path, Expressions.Resolve(settings, path, own), point);
        var withoutValue = own.All.Select(problem => problem.Path).ToHashSet();
        var reading = new Problems();
        var run = readRun(settings, origins, reading);
        foreach (var problem in own.All.Concat(reading.All.Where(problem => !withoutValue.Contains(problem.Path))))
        {
            // A wrong expression is told at the first point only.
            if (origins.ExpressionAt(problem.Path) is null || problems.All.All(told => told.Path != problem.Path))
            {
                problems.Add(problem with { Origin = origins.Of(problem.Path) });
            }
        }

        return run is null || own.Count + reading.Count > 0
            ? null
            : run with { Varied = [.. point.Select(entry => KeyValuePair.Create(entry.Path, SettingPath.Find(settings, entry.Path)))] };
    }
}
