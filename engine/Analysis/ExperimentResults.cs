using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis;

/// <summary>An experiment and the results that its runs have so far.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Runs">The runs with a result, in the order of the plan.</param>
internal sealed record ExperimentResults(ExperimentPlan Plan, IReadOnlyList<(RunPlan Run, StoredRun Result)> Runs)
{
    private const string SeedPath = nameof(ExperimentSettings.Seed);

    /// <summary>True when runs differ in their seeds.</summary>
    public bool VariesSeed => Plan.Varied.Contains(SeedPath, StringComparer.OrdinalIgnoreCase);

    /// <summary>What runs at one point of the sweep are counted in.</summary>
    public string Unit(int count) => (VariesSeed ? "seed" : "run") + (count == 1 ? "" : "s");

    /// <summary>The paths that tell groups of runs apart: one of each axis, without those of seeds and of given other paths.</summary>
    public IReadOnlyList<string> GroupPaths(string? without = null)
        =>
        [
            .. Plan.Axes.Where(axis => !Varies(axis.Paths, SeedPath) && (without is null || !Varies(axis.Paths, without))).Select(axis => axis.Paths[0]),
        ];

    private static bool Varies(IReadOnlyList<string> paths, string path) => paths.Contains(path, StringComparer.OrdinalIgnoreCase);
}
