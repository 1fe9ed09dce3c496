using System.Text.Json.Nodes;
using BeyondNtk.Host.Composition.Sweeps;

namespace BeyondNtk.Host.Composition;

/// <summary>An experiment: one run, or one for each combination of values that its sweep gives.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Section">The experiment as it is written, expressions and all.</param>
/// <param name="Axes">The axes of its sweep; none for a single run.</param>
/// <param name="Runs">The runs, at least one; the last axis varies fastest.</param>
internal sealed record ExperimentPlan(string Name, JsonObject Section, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<RunPlan> Runs)
{
    /// <summary>What the experiment shows.</summary>
    public string Description => Runs[0].Settings.Description;

    /// <summary>What is drawn and said about all runs together, by name.</summary>
    public IReadOnlyDictionary<string, FigureSettings> Figures => Runs[0].Settings.Figures;

    /// <summary>The paths that vary.</summary>
    public IReadOnlyList<string> Varied => [.. Axes.SelectMany(axis => axis.Paths)];
}
