using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.LossesAndPenalties;

/// <summary>The logistic loss log(1 + exp(-y f)), for labels y of -1 and 1.</summary>
public sealed class LogisticLoss : IPointwiseLoss
{
    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
    {
        var sum = 0.0;
        for (var n = 0; n < predictions.Length; n++)
        {
            // Of exp(-|margin|) nothing overflows, and log1p keeps the small losses of large margins.
            var margin = labels[n] * predictions[n];
            var small = Math.Exp(-Math.Abs(margin));
            sum += Math.Max(0, -margin) + LogOnePlus(small);
            derivatives[n] = -labels[n] * (margin >= 0 ? small : 1) / (1 + small);
        }

        return sum;
    }

    // log(1 + x) for 0 <= x <= 1, exact to rounding where 1 + x rounds (Goldberg 1991, theorem 4).
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }
}
