using System.Globalization;
using System.Text.Json.Nodes;

namespace BeyondNtk.Host.Composition.Sweeps;

/// <summary>An axis of a sweep: paths that vary together, and the values that they take at each of its points.</summary>
/// <param name="Paths">The paths, relative to the experiment.</param>
/// <param name="Points">At each point a value for each path.</param>
internal sealed record SweepAxis(IReadOnlyList<string> Paths, IReadOnlyList<IReadOnlyList<JsonNode?>> Points);

/// <summary>Reads the section Sweep of an experiment: lists of values by path, which vary as a grid, or in step under "Together".</summary>
internal static class Sweep
{
    public const string Key = "Sweep";
    public const string Together = "Together";
    private const int MostRuns = 100_000;

    /// <summary>The axes in the order in which they are written; the last varies fastest. What cannot be read is reported.</summary>
    public static IReadOnlyList<SweepAxis> Axes(JsonObject? section, string path, Problems problems)
    {
        var axes = new List<SweepAxis>();
        foreach (var (key, node) in section ?? [])
        {
            var lists = key.Equals(Together, StringComparison.OrdinalIgnoreCase)
                ? InStep(node, $"{path}:{key}", problems)
                : [(key, Values(node, $"{path}:{key}", problems))];
            if (lists.Count > 0 && lists.All(list => list.Values.Count > 0))
            {
                axes.Add(new SweepAxis(
                    [.. lists.Select(list => list.Path)],
                    [.. Enumerable.Range(0, lists[0].Values.Count).Select(point => lists.Select(list => list.Values[point]).ToArray())]));
            }
        }

        var runs = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Points.Count, int.MaxValue));
        if (runs > MostRuns)
        {
            problems.Add(path, $"makes {runs} runs or more; at most {MostRuns} are allowed");
            return [];
        }

        foreach (var twice in axes.SelectMany(axis => axis.Paths).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            problems.Add(path, $"'{twice.Key}' varies twice");
        }

        return axes;
    }

    /// <summary>Every combination of the axes' points, as values by path; one without values where there are no axes.</summary>
    public static IEnumerable<IReadOnlyList<(string Path, JsonNode? Value)>> Points(IReadOnlyList<SweepAxis> axes)
        => axes.Aggregate(
            (IEnumerable<IReadOnlyList<(string, JsonNode?)>>)[[]],
            (points, axis) => points.SelectMany(point => axis.Points.Select(values => (IReadOnlyList<(string, JsonNode?)>)[.. point, .. axis.Paths.Zip(values)])));

    private static IReadOnlyList<(string Path, IReadOnlyList<JsonNode?> Values)> InStep(JsonNode? node, string path, Problems problems)
    {
        if (node is not JsonObject group)
        {
            problems.Add(path, $"is {node?.ToJsonString() ?? "null"}; allowed: a group of lists that vary in step");
            return [];
        }

        (string Path, IReadOnlyList<JsonNode?> Values)[] lists = [.. group.Select(entry => (entry.Key, Values(entry.Value, $"{path}:{entry.Key}", problems)))];
        if (lists.Select(list => list.Values.Count).Distinct().Count() > 1)
        {
            problems.Add(path, $"lists that vary in step are equally long; these have {string.Join(", ", lists.Select(list => $"{list.Values.Count} ({list.Path})"))} values");
            return [];
        }

        return lists;
    }

    private static IReadOnlyList<JsonNode?> Values(JsonNode? node, string path, Problems problems)
    {
        if (node is JsonArray { Count: > 0 } list)
        {
            JsonNode?[] distinct = [.. list.DistinctBy(value => value?.ToJsonString())];
            foreach (var twice in list.Except(distinct))
            {
                problems.Add(path, $"{twice?.ToJsonString() ?? "null"} is in the list twice");
            }

            return distinct;
        }

        if (node is JsonValue text && Range(text.ToString()) is { } range)
        {
            return range;
        }

        problems.Add(path, $"is {node?.ToJsonString() ?? "null"}; allowed: a list of at least one value, or a range of whole numbers such as \"0..9\"");
        return [];
    }

    private static IReadOnlyList<JsonNode?>? Range(string text)
    {
        var ends = text.Split("..");
        return ends.Length == 2 && Whole(ends[0]) is { } first && Whole(ends[1]) is { } last && last >= first && last - first < MostRuns
            ? [.. Enumerable.Range(0, (int)(last - first) + 1).Select(offset => JsonValue.Create(first + offset))]
            : null;

        static long? Whole(string end)
            => long.TryParse(end.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1L << 53 ? value : null;
    }
}
