using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>Runners of experiments into one output folder, which share the memory for what is composed and not yet made.</summary>
/// <param name="tools">What runs are made with.</param>
/// <param name="output">Where they are kept.</param>
internal sealed class ExperimentRunners(RunTools tools, RunStore output)
{
    private readonly CompositionBudget _compositions = new();

    /// <summary>A runner of an experiment, to be prepared, run and disposed of.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="options">How its runs are to be made.</param>
    /// <param name="interruption">Asks to begin no further run and to end those that run.</param>
    public ExperimentRunner Create(ExperimentPlan plan, RunOptions options, CancellationToken interruption)
        => new(plan, tools, output, options, _compositions, interruption);
}
