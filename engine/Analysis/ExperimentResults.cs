using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis;

/// <summary>An experiment and the results that its runs have so far.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Runs">The runs with a result, in the order of the plan.</param>
internal sealed record ExperimentResults(ExperimentPlan Plan, IReadOnlyList<(RunPlan Run, StoredRun Result)> Runs)
{
    /// <summary>What runs at one point of the sweep are counted in.</summary>
    public string Unit(int count) => (RunGroups.VarySeed(Plan) ? "seed" : "run") + (count == 1 ? "" : "s");
}
