using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>Puts numbers in the place of expressions: texts that begin with '=', such as "= 10 * Teacher:Dimension^2".</summary>
internal sealed class Expressions
{
    // A longer chain would end the process, not the reading.
    private const int LongestChain = 100;

    private readonly Setting _experiment;
    private readonly Stack<string> _beingEvaluated = new();
    private readonly Dictionary<string, double> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="experiment">The experiment; names in expressions are paths in it.</param>
    /// <param name="known">The texts of its expressions by path, if they are known; null to look for them.</param>
    public Expressions(Setting experiment, IReadOnlyDictionary<string, string>? known = null)
    {
        _experiment = experiment;
        Texts = known ?? Find(experiment.Node);
    }

    /// <summary>The texts of the expressions by the paths at which they stand.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>The values of those that have been evaluated.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>The expressions of an experiment, outside of its sweep: their texts by path.</summary>
    public static IReadOnlyDictionary<string, string> Find(JsonNode? experiment)
        => Find("", experiment).DistinctBy(entry => entry.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(entry => entry.Path, entry => entry.Text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a value is, or holds, an expression.</summary>
    public static bool IsIn(JsonNode? value) => value is JsonValue ? TextOf(value) is not null : Find("value", value).Any();

    /// <summary>Evaluates every expression of the experiment, in place. One that has no value stays, and is reported.</summary>
    public void Replace()
    {
        foreach (var (at, text) in Texts)
        {
            Replace(at, text);
        }
    }

    // The axes of a sweep are templates: an expression in them is evaluated in the run that takes it.
    private static IEnumerable<(string Path, string Text)> Find(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.Where(entry => path.Length > 0 || !entry.Key.Equals(SweepSection.Key, StringComparison.OrdinalIgnoreCase))
            .SelectMany(entry => Find(path.Length == 0 ? entry.Key : $"{path}:{entry.Key}", entry.Value)).ToArray(),
        JsonArray list => list.SelectMany((entry, index) => Find($"{path}:{index}", entry)).ToArray(),
        _ when TextOf(node) is { } text => [(path, text)],
        _ => [],
    };

    private static string? TextOf(JsonNode? node)
        => node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().TrimStart().StartsWith('=')
            ? value.GetValue<string>().Trim()
            : null;

    private void Replace(string at, string text)
    {
        try
        {
            SettingPath.Put((JsonObject)_experiment.Node!, at.Split(':'), Number(Evaluate(at, text)));
        }
        catch (ExpressionException exception)
        {
            _experiment.Problems.Add($"{_experiment.Path}:{at}", $"is \"{text}\": {exception.Message}");
        }
    }

    private double Evaluate(string at, string text)
    {
        if (_values.TryGetValue(at, out var known))
        {
            return known;
        }

        if (_beingEvaluated.Contains(at, StringComparer.OrdinalIgnoreCase))
        {
            throw new ExpressionException($"it needs its own value: {string.Join(" needs ", _beingEvaluated.Reverse().Append(at))}");
        }

        if (_beingEvaluated.Count == LongestChain)
        {
            throw new ExpressionException($"it needs a chain of more than {LongestChain} expressions");
        }

        _beingEvaluated.Push(at);
        try
        {
            return _values[at] = Expression.Evaluate(text[1..], ValueOf);
        }
        finally
        {
            _beingEvaluated.Pop();
        }
    }

    private double ValueOf(string name)
    {
        var node = SettingPath.Find(_experiment.Node, name);
        if (TextOf(node) is { } text)
        {
            return Evaluate(name, text);
        }

        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            return double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
        }

        throw new ExpressionException(node is null
            ? $"no number is written at '{name}'; {NearestName.Hint(name, [.. Numbers("", _experiment.Node)])}{(name.Contains('-', StringComparison.Ordinal) ? " (a minus stands between blanks)" : "")}"
            : $"'{name}' is {JsonText.Of(node)}, and only a number can be computed with");
    }

    private static IEnumerable<string> Numbers(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.Where(entry => path.Length > 0 || !entry.Key.Equals(SweepSection.Key, StringComparison.OrdinalIgnoreCase))
            .SelectMany(entry => Numbers(path.Length == 0 ? entry.Key : $"{path}:{entry.Key}", entry.Value)),
        JsonArray list => list.SelectMany((entry, index) => Numbers($"{path}:{index}", entry)),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [path],
        _ => [],
    };

    // A whole number is written as one, so that it binds to options that are.
    private static JsonValue Number(double value)
        => value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
