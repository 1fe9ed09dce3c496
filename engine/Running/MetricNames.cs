using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Engine.Running;

/// <summary>Holds what a part measures against the rules of the contract, so that the part at fault is named and not what stumbles over it later.</summary>
internal sealed class MetricNames
{
    private readonly Dictionary<string, string[]> _known = [];

    /// <param name="by">What measured, by which its earlier metrics are known.</param>
    /// <param name="metrics">What it measured now.</param>
    /// <exception cref="InvalidDataException">A name is missing, stands twice or is not that of the time before, or a standard error is negative.</exception>
    public void Verify(string by, IReadOnlyList<Metric> metrics)
    {
        if (metrics.FirstOrDefault(metric => !(metric.StandardError >= 0) && !metric.IsUndefined) is { Name: not null } wrong)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the standard error of its metric '{wrong.Name}' is {wrong.StandardError}; allowed: 0, for an exact value, or more"));
        }

        if (_known.TryGetValue(by, out var names))
        {
            if (!IsSame(names, metrics))
            {
                throw new InvalidDataException($"its metrics are {List(metrics.Select(metric => metric.Name))}, and were {List(names)} before; the same names come back in the same order");
            }

            return;
        }

        names = [.. metrics.Select(metric => metric.Name)];
        if (names.GroupBy(name => name ?? "").FirstOrDefault(same => same.Key.Length == 0 || same.Count() > 1) is { } twins)
        {
            throw new InvalidDataException(twins.Key.Length == 0 ? "one of its metrics has no name" : $"{twins.Count()} of its metrics are named '{twins.Key}'; each needs a name of its own");
        }

        _known[by] = names;
    }

    // Without an allocation: it is called at every measurement.
    private static bool IsSame(string[] names, IReadOnlyList<Metric> metrics)
    {
        if (names.Length != metrics.Count)
        {
            return false;
        }

        for (var m = 0; m < names.Length; m++)
        {
            if (names[m] != metrics[m].Name)
            {
                return false;
            }
        }

        return true;
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'")) is { Length: > 0 } list ? list : "none";
}
