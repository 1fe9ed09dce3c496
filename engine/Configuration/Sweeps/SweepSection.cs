using System.Globalization;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>The section Sweep of an experiment: lists of values by path, which vary as a grid, or in step under Zip.</summary>
internal static class SweepSection
{
    public const string Key = "Sweep";
    public const string Zip = "Zip";

    /// <summary>What Zip was called before.</summary>
    public const string OldZip = "Together";

    private const int MostRuns = 100_000;

    /// <summary>Whether a key of the section names the group of lists that vary in step.</summary>
    public static bool IsZip(string key) => key.Equals(Zip, StringComparison.OrdinalIgnoreCase) || key.Equals(OldZip, StringComparison.OrdinalIgnoreCase);

    /// <summary>The axes in the order in which they are written; the last varies fastest. What cannot be read is reported.</summary>
    public static IReadOnlyList<SweepAxis> ReadAxes(Setting sweep)
    {
        SweepAxis[] axes = [.. sweep.Entries().Select(entry => ReadAxis(entry.Key, entry.Value)).OfType<SweepAxis>()];
        var runs = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Points.Count, int.MaxValue));
        if (runs > MostRuns)
        {
            sweep.Refuse($"makes {runs} runs or more; at most {MostRuns} are allowed");
            return [];
        }

        foreach (var twice in axes.SelectMany(axis => axis.Paths).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            sweep.Refuse($"'{twice.Key}' varies twice");
        }

        return axes;
    }

    private static SweepAxis? ReadAxis(string key, Setting entry)
    {
        var lists = IsZip(key) ? ReadZip(entry) : [(Path: key, Values: Distinct(entry, ReadValues(entry)))];
        return lists.Count > 0 && lists.All(list => list.Values.Count > 0)
            ? new SweepAxis(
                [.. lists.Select(list => list.Path)],
                [.. Enumerable.Range(0, lists[0].Values.Count).Select(point => lists.Select(list => list.Values[point]).ToArray())])
            : null;
    }

    private static IReadOnlyList<(string Path, IReadOnlyList<JsonNode?> Values)> ReadZip(Setting zip)
    {
        if (zip.Node is not JsonObject)
        {
            zip.Refuse($"is {JsonText.Of(zip.Node)}; allowed: a group of lists that vary in step");
            return [];
        }

        (string Path, IReadOnlyList<JsonNode?> Values)[] lists = [.. zip.Entries().Select(entry => (entry.Key, ReadValues(entry.Value)))];
        if (lists.Select(list => list.Values.Count).Distinct().Count() > 1)
        {
            zip.Refuse($"lists that vary in step are equally long; these have {string.Join(", ", lists.Select(list => $"{list.Values.Count} ({list.Path})"))} values");
            return [];
        }

        string[] points = [.. Enumerable.Range(0, lists.Length == 0 ? 0 : lists[0].Values.Count).Select(point => string.Join(", ", lists.Select(list => $"{list.Path} = {JsonText.Of(list.Values[point])}")))];
        if (points.GroupBy(point => point).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            zip.Refuse($"the lists have {twice.Key} twice");
            return [];
        }

        return lists;
    }

    private static IReadOnlyList<JsonNode?> ReadValues(Setting setting)
    {
        if (setting.Node is JsonArray { Count: > 0 } list)
        {
            return [.. list];
        }

        if (setting.Node is JsonValue text && ParseRange(text.ToString()) is { } range)
        {
            return range;
        }

        setting.Refuse($"is {JsonText.Of(setting.Node)}; allowed: a list of at least one value, or a range of whole numbers such as \"0..9\"");
        return [];
    }

    private static IReadOnlyList<JsonNode?> Distinct(Setting setting, IReadOnlyList<JsonNode?> values)
    {
        JsonNode?[] distinct = [.. values.DistinctBy(JsonText.Of)];
        foreach (var twice in values.Except(distinct))
        {
            setting.Refuse($"{JsonText.Of(twice)} is in the list twice");
        }

        return distinct;
    }

    private static IReadOnlyList<JsonNode?>? ParseRange(string text)
    {
        var ends = text.Split("..");
        return ends.Length == 2 && Whole(ends[0]) is { } first && Whole(ends[1]) is { } last && last >= first && last - first < MostRuns
            ? [.. Enumerable.Range(0, (int)(last - first) + 1).Select(offset => JsonValue.Create(first + offset))]
            : null;

        static long? Whole(string end)
            => long.TryParse(end.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1L << 53 ? value : null;
    }
}
