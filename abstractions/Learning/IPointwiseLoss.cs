namespace BeyondNtk.Abstractions.Learning;

/// <summary>A loss of one prediction and its label, evaluated on whole blocks so that one kernel serves every loss. A plugin registers it by name.</summary>
public interface IPointwiseLoss
{
    /// <summary>The losses of a block, summed, and their derivatives. Calls from several threads at once are allowed.</summary>
    /// <param name="predictions">The predictions, of any length.</param>
    /// <param name="labels">The labels, as many.</param>
    /// <param name="derivatives">Receives dloss/dprediction, as many.</param>
    /// <returns>The sum of the losses.</returns>
    double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives);
}
