using BeyondNtk.Engine.Running;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>The analysers of every run.</summary>
internal static class RunAnalysers
{
    /// <summary>In the order in which their conclusions are shown.</summary>
    public static IReadOnlyList<IRunAnalyser> All { get; } =
        [new Divergence(), new UnfinishedDescent(), new Conditioning(), new Convergence(), new SamplingError(), new ChangedEnvironment()];
}
