using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>An axis of a sweep: paths that vary together, and the values that they take at each of its points.</summary>
/// <param name="Paths">The paths, relative to the experiment.</param>
/// <param name="Points">At each point a value for each path.</param>
internal sealed record SweepAxis(IReadOnlyList<string> Paths, IReadOnlyList<IReadOnlyList<JsonNode?>> Points)
{
    /// <summary>Every combination of the axes' points, as values by path; one without values where there are no axes. The last axis varies fastest.</summary>
    public static IEnumerable<IReadOnlyList<KeyValuePair<string, JsonNode?>>> Grid(IReadOnlyList<SweepAxis> axes)
    {
        var at = new int[axes.Count];
        while (true)
        {
            yield return [.. axes.SelectMany((axis, a) => axis.Paths.Select((path, p) => KeyValuePair.Create(path, axis.Points[at[a]][p])))];
            var turning = axes.Count - 1;
            while (turning >= 0 && ++at[turning] == axes[turning].Points.Count)
            {
                at[turning--] = 0;
            }

            if (turning < 0)
            {
                yield break;
            }
        }
    }
}
