using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;

namespace BeyondNtk.Engine.Planning;

/// <summary>An experiment: one run, or one for each combination of values that its sweep gives.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Section">The experiment as it is written, expressions and all.</param>
/// <param name="Axes">The axes of its sweep; empty for a single run.</param>
/// <param name="Runs">The runs, at least one; the last axis varies fastest.</param>
/// <param name="First">The settings of the first run.</param>
internal sealed record ExperimentPlan(string Name, JsonObject Section, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<RunPlan> Runs, ExperimentSettings First)
{
    /// <summary>What the experiment shows.</summary>
    public string Description => First.Description;

    /// <summary>What is drawn and said about all runs together, by name.</summary>
    public IReadOnlyDictionary<string, FigureSettings> Figures => First.Figures;

    /// <summary>Which of the runs count; null if all do.</summary>
    public SelectSettings? Select => First.Select;

    /// <summary>The paths that vary.</summary>
    public IReadOnlyList<string> Varied { get; } = [.. Axes.SelectMany(axis => axis.Paths)];

    /// <summary>The paths among whose values the best is chosen: those of whole axes, since what varies in step cannot be chosen apart.</summary>
    public IReadOnlyList<string> Selected { get; } =
        [.. Axes.Where(axis => First.Select is { } select && axis.Paths.Intersect(select.Paths, StringComparer.OrdinalIgnoreCase).Any()).SelectMany(axis => axis.Paths)];

    /// <summary>The paths that tell the points of its results apart: those that vary and are not chosen among.</summary>
    public IReadOnlyList<string> Left => [.. Varied.Except(Selected, StringComparer.OrdinalIgnoreCase)];

    /// <summary>What the runs are called.</summary>
    public RunNames Names { get; } = new(Runs);

    /// <summary>What --set changed in it, as "Path=Value" in the order of the paths: it is then another experiment than the file's.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>What whoever wrote it should know although it can be run.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
