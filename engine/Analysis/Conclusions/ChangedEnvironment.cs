using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>Runs that began on one machine or runtime and resumed on another: sums may be rounded differently there.</summary>
internal sealed class ChangedEnvironment : IRunAnalyser
{
    public IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => record.CameFrom is { } before && EnvironmentChange.Between(before, record.Environment) is { } difference
            ? [new(ConclusionKind.EnvironmentChanged, null, $"it went on where numbers may be rounded otherwise ({difference}), so its bits need not be those of a run that never stopped")]
            : [];
}
