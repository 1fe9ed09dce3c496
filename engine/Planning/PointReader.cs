using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>Reads the points of a sweep one after the other, and of each only what differs from the one before.</summary>
/// <param name="tree">The configuration, which knows where a value came from.</param>
/// <param name="runs">Reads one run.</param>
/// <param name="parts">What it has read.</param>
/// <param name="experiment">The experiment.</param>
/// <param name="sweep">Its section Sweep.</param>
/// <param name="words">Words for its points.</param>
internal sealed class PointReader(ConfigurationTree tree, RunReader runs, PartCache parts, Setting experiment, Setting sweep, SweepWords words)
{
    private static readonly string[] Names = [.. OptionShape.Of(typeof(ExperimentSettings)).Select(shape => shape.Name)];

    private readonly IReadOnlyDictionary<string, string> _templates = Expressions.Find(experiment.Node);
    private JsonObject? _settings;
    private IReadOnlyList<KeyValuePair<string, JsonNode?>> _last = [];
    private IReadOnlyDictionary<string, double> _values = new Dictionary<string, double>();

    private Problems Problems => experiment.Problems;

    /// <returns>The run at a point; null if something is wrong, which is reported.</returns>
    public ResolvedRun? Read(IReadOnlyList<KeyValuePair<string, JsonNode?>> point)
    {
        var isFirst = _settings is null;
        var inPlace = _settings is not null && IsPlain(point) && IsPlain(_last);
        var settings = inPlace ? _settings! : (JsonObject)experiment.Node!.DeepClone();
        if (!PutIn(settings, point, inPlace) || (!inPlace && ReportKeysLikePaths(settings)))
        {
            return Failed();
        }

        // An expression without a value is one problem; that its text is not a number is not another.
        var own = new Problems();
        var expressions = new Expressions(new Setting(settings, experiment.Path, own), inPlace ? _templates : null);
        expressions.Replace();
        if (!isFirst)
        {
            ForgetWhatChanged(point, expressions.Values);
        }

        var origins = new RunOrigins(tree, experiment.Path, expressions.Texts, point, words);
        var reading = new Problems();
        var run = runs.Read(new Setting(settings, experiment.Path, reading), origins);
        Report(own, reading, origins);
        if (run is null || own.Count + reading.Count > 0)
        {
            return Failed();
        }

        (_settings, _last, _values) = (settings, point, expressions.Values);
        return run with { Varied = [.. point.Select(entry => KeyValuePair.Create(entry.Key, ValueOf(entry, settings)))] };
    }

    // Single values, none of which stands where expressions lie below: putting in the next point's undoes them.
    private bool IsPlain(IReadOnlyList<KeyValuePair<string, JsonNode?>> point)
        => point.All(entry => entry.Value is not (JsonObject or JsonArray) && !Expressions.IsIn(entry.Value)
            && !_templates.Keys.Any(template => template.StartsWith(entry.Key + ":", StringComparison.OrdinalIgnoreCase)));

    private bool PutIn(JsonObject settings, IReadOnlyList<KeyValuePair<string, JsonNode?>> point, bool restore)
    {
        foreach (var (at, text) in restore ? _templates : new Dictionary<string, string>())
        {
            SettingPath.Put(settings, at.Split(':'), text);
        }

        foreach (var (at, value) in point)
        {
            try
            {
                SettingPath.Put(settings, at.Split(':'), value?.DeepClone());
            }
            catch (ConfigurationException exception)
            {
                sweep.Refuse($"cannot vary '{at}': {exception.Message}");
                return false;
            }
        }

        return true;
    }

    // Only the keys of Sweep are paths. Any other that looks like one would be taken for it.
    private bool ReportKeysLikePaths(JsonObject settings)
    {
        string[] likePaths = [.. SettingPath.KeysLikePaths(experiment.Path, settings).Where(at => !at.StartsWith($"{sweep.Path}:", StringComparison.OrdinalIgnoreCase))];

        // Under a name that is none, of Sweep for instance, the name is what is wrong.
        foreach (var under in likePaths.GroupBy(at => at[(experiment.Path.Length + 1)..].Split(':')[0]))
        {
            if (!Names.Contains(under.Key, StringComparer.OrdinalIgnoreCase) && NearestName.Find(under.Key, Names) is not null)
            {
                Problems.Add($"{experiment.Path}:{under.Key}", $"unknown setting; {NearestName.Hint(under.Key, Names)}");
                continue;
            }

            foreach (var at in under)
            {
                Problems.Add(at, "a key cannot be empty or hold ':', which stands between the keys of a path");
            }
        }

        return likePaths.Length > 0;
    }

    private void ForgetWhatChanged(IReadOnlyList<KeyValuePair<string, JsonNode?>> point, IReadOnlyDictionary<string, double> values)
    {
        // The points of a grid have the same paths in the same order.
        var swept = point.Zip(_last).Where(pair => !ReferenceEquals(pair.First.Value, pair.Second.Value)).Select(pair => pair.First.Key);
        var computed = values.Except(_values).Select(entry => entry.Key).Concat(_values.Keys.Except(values.Keys, StringComparer.OrdinalIgnoreCase));
        foreach (var at in swept.Concat(computed))
        {
            parts.Forget($"{experiment.Path}:{at}");
        }
    }

    // A wrong expression is told at the first point only.
    private void Report(Problems own, Problems reading, RunOrigins origins)
    {
        var withoutValue = own.All.Select(problem => problem.Path).ToHashSet();
        foreach (var problem in own.All.Concat(reading.All.Where(problem => !withoutValue.Contains(problem.Path))))
        {
            if (origins.ExpressionAt(problem.Path) is null || Problems.All.All(told => told.Path != problem.Path))
            {
                Problems.Add(problem with { Origin = origins.Of(problem.Path) });
            }
        }
    }

    private ResolvedRun? Failed()
    {
        _settings = null;
        parts.Clear();
        return null;
    }

    // The value itself where it is what was put in: it is the same for all runs that have it.
    private static JsonNode? ValueOf(KeyValuePair<string, JsonNode?> entry, JsonObject settings)
        => entry.Value is not null && Expressions.IsIn(entry.Value) ? SettingPath.Find(settings, entry.Key)?.DeepClone() : entry.Value;
}
