using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeyondNtk.Host.Composition.Sweeps;

/// <summary>Puts numbers in the place of expressions: texts that begin with '=', such as "= 10 * Teacher:Dimension^2".</summary>
internal sealed class Expressions
{
    // A longer chain would end the process, not the reading.
    private const int LongestChain = 100;

    private readonly JsonObject _experiment;
    private readonly string _path;
    private readonly Problems _problems;
    private readonly Stack<string> _beingEvaluated = new();
    private readonly Dictionary<string, double> _values = new(StringComparer.OrdinalIgnoreCase);

    private Expressions(JsonObject experiment, string path, Problems problems) => (_experiment, _path, _problems) = (experiment, path, problems);

    /// <summary>Evaluates every expression of an experiment, in place. One that has no value stays, and is reported.</summary>
    /// <param name="experiment">The experiment; names are paths in it.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The texts of the expressions by the paths at which they stood.</returns>
    public static IReadOnlyDictionary<string, string> Resolve(JsonObject experiment, string path, Problems problems)
    {
        var found = Find("", experiment).ToDictionary(entry => entry.Path, entry => entry.Text, StringComparer.OrdinalIgnoreCase);
        var expressions = new Expressions(experiment, path, problems);
        foreach (var (at, text) in found)
        {
            expressions.Replace(at, text);
        }

        return found;
    }

    // The axes of a sweep are templates: an expression in them is evaluated in the run that takes it.
    private static IEnumerable<(string Path, string Text)> Find(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.Where(entry => path.Length > 0 || !entry.Key.Equals(Sweep.Key, StringComparison.OrdinalIgnoreCase))
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
            SettingPath.Put(_experiment, at.Split(':'), Number(Evaluate(at, text)));
        }
        catch (ExpressionException exception)
        {
            _problems.Add($"{_path}:{at}", $"is \"{text}\": {exception.Message}");
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
        var node = SettingPath.Find(_experiment, name);
        if (TextOf(node) is { } text)
        {
            return Evaluate(name, text);
        }

        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            return double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
        }

        throw new ExpressionException(node is null
            ? $"no number is written at '{name}'; {NearestName.Hint(name, [.. Numbers("", _experiment)])}{(name.Contains('-', StringComparison.Ordinal) ? " (a minus stands between blanks)" : "")}"
            : $"'{name}' is {node.ToJsonString()}, and only a number can be computed with");
    }

    private static IEnumerable<string> Numbers(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.Where(entry => path.Length > 0 || !entry.Key.Equals(Sweep.Key, StringComparison.OrdinalIgnoreCase))
            .SelectMany(entry => Numbers(path.Length == 0 ? entry.Key : $"{path}:{entry.Key}", entry.Value)),
        JsonArray list => list.SelectMany((entry, index) => Numbers($"{path}:{index}", entry)),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [path],
        _ => [],
    };

    // A whole number is written as one, so that it binds to options that are.
    private static JsonValue Number(double value)
        => value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
