using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Planning;

/// <summary>The paths of a sweep among whose values the best is chosen, and the others.</summary>
/// <param name="plan">The experiment.</param>
/// <param name="select">What it says of the choice; null if it says nothing: no path is then chosen among.</param>
internal sealed class SelectedPaths(ExperimentPlan plan, SelectSettings? select)
{
    /// <summary>The paths that are chosen among: whole axes, since what varies in step cannot be chosen apart.</summary>
    public IReadOnlyList<string> Chosen { get; } =
        [.. plan.Axes.Where(axis => select is not null && axis.Paths.Any(path => select.Paths.Contains(path, StringComparer.OrdinalIgnoreCase))).SelectMany(axis => axis.Paths)];

    /// <summary>The paths that tell points apart still.</summary>
    public IReadOnlyList<string> Left => [.. plan.Varied.Where(path => !Contains(path))];

    /// <summary>Whether a path is chosen among.</summary>
    public bool Contains(string path) => Chosen.Contains(path, StringComparer.OrdinalIgnoreCase);
}
