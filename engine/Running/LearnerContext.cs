using MathNet.Numerics.LinearAlgebra;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>What ends a learner that does not end by itself.</summary>
/// <param name="DivergenceFactor">Its loss is more than this times that of the first step.</param>
/// <param name="StepTimeout">A step or an evaluation takes longer; null if each may take as long as it likes.</param>
internal sealed record LoopLimits(double DivergenceFactor = double.PositiveInfinity, TimeSpan? StepTimeout = null);

/// <summary>What the learners of a run have in common.</summary>
/// <param name="Limits">What ends a learner otherwise.</param>
/// <param name="State">Receives what is measured.</param>
/// <param name="Checkpoints">Keep the state from time to time; null if nobody does.</param>
/// <param name="Display">Shows progress.</param>
/// <param name="Time">Tells how long things take.</param>
/// <param name="Log">The run's log.</param>
internal sealed record LearnerContext(LoopLimits Limits, RunState State, RunCheckpoints? Checkpoints, IRunDisplay Display, TimeProvider Time, ILogger Log)
{
    /// <summary>Where learners halt, by label.</summary>
    public IReadOnlyDictionary<string, Halt> Halts { get; init; } = new Dictionary<string, Halt>();

    /// <summary>A few inputs, n x d, and the number of outputs, with which a model is asked for predictions before it is trained; null to ask for none.</summary>
    public (Matrix<double> Inputs, int Outputs)? Probe { get; init; }
}
