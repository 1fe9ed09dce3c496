using System.ComponentModel.DataAnnotations;
using System.Numerics;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>Options of the squared loss.</summary>
public sealed class SquaredLossOptions
{
    /// <summary>What the square of the error is multiplied by: 1, or 0.5 as many papers have it.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Factor { get; init; } = 1;
}

/// <summary>The squared loss, (f - y)^2 times a factor: the loss, with the factor 1, of an objective that names none.</summary>
/// <param name="options">The factor; null for 1.</param>
public sealed class SquaredLoss(SquaredLossOptions? options = null) : IPointwiseLoss
{
    /// <summary>What the square of the error is multiplied by.</summary>
    public double Factor { get; } = options?.Factor ?? 1;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
    {
        // A vector at a time: this runs once for every example of every step.
        var sums = Vector<double>.Zero;
        var twice = 2 * Factor;
        var n = 0;
        for (; n <= predictions.Length - Vector<double>.Count; n += Vector<double>.Count)
        {
            var residuals = new Vector<double>(predictions[n..]) - new Vector<double>(labels[n..]);
            (twice * residuals).CopyTo(derivatives[n..]);
            sums += residuals * residuals;
        }

        var sum = Vector.Sum(sums);
        for (; n < predictions.Length; n++)
        {
            var residual = predictions[n] - labels[n];
            derivatives[n] = twice * residual;
            sum += residual * residual;
        }

        return Factor * sum;
    }
}
