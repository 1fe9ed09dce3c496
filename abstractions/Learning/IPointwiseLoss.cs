using System.Numerics;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>A loss of one prediction and its label, evaluated on whole blocks so that one kernel serves every loss.</summary>
public interface IPointwiseLoss
{
    /// <summary>The losses of a block, summed, and their derivatives.</summary>
    /// <param name="predictions">The predictions, of any length.</param>
    /// <param name="labels">The labels, as many.</param>
    /// <param name="derivatives">Receives dloss/dprediction, as many.</param>
    /// <returns>The sum of the losses.</returns>
    double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives);
}

/// <summary>The squared loss (f - y)^2, without a factor 1/2.</summary>
public sealed class SquaredLoss : IPointwiseLoss
{
    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
    {
        // A vector at a time: this runs once for every example of every step.
        var sums = Vector<double>.Zero;
        var n = 0;
        for (; n <= predictions.Length - Vector<double>.Count; n += Vector<double>.Count)
        {
            var residuals = new Vector<double>(predictions[n..]) - new Vector<double>(labels[n..]);
            (residuals + residuals).CopyTo(derivatives[n..]);
            sums += residuals * residuals;
        }

        var sum = Vector.Sum(sums);
        for (; n < predictions.Length; n++)
        {
            var residual = predictions[n] - labels[n];
            derivatives[n] = 2 * residual;
            sum += residual * residual;
        }

        return sum;
    }
}
