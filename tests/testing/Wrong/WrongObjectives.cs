using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Testing.Tests;

internal sealed class LossWithHalfItsSlope : IPointwiseLoss
{
    public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
    {
        var sum = 0.0;
        for (var n = 0; n < predictions.Length; n++)
        {
            derivatives[n] = predictions[n] - labels[n];
            sum += derivatives[n] * derivatives[n];
        }

        return sum;
    }
}

/// <summary>The mean, where a sum is asked for.</summary>
internal sealed class LossOfTheBlock : IPointwiseLoss
{
    public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
        => new SquaredLoss().Evaluate(predictions, labels, derivatives) / predictions.Length;
}

/// <summary>The sum of the fourth powers.</summary>
internal abstract class FourthPowers : IPenalty
{
    public abstract double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient);

    protected static double Sum(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        foreach (var value in parameters)
        {
            sum += value * value * value * value;
        }

        return sum;
    }
}

internal sealed class PenaltyWithHalfItsSlope : FourthPowers
{
    public override double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        for (var k = 0; k < parameters.Length; k++)
        {
            gradient[k] += 2 * weight * parameters[k] * parameters[k] * parameters[k];
        }

        return Sum(parameters);
    }
}

internal sealed class PenaltyThatOverwrites : FourthPowers
{
    public override double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        for (var k = 0; k < parameters.Length; k++)
        {
            gradient[k] = 4 * weight * parameters[k] * parameters[k] * parameters[k];
        }

        return Sum(parameters);
    }
}

internal sealed class PenaltyTimesItsWeight : FourthPowers
{
    public override double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        for (var k = 0; k < parameters.Length; k++)
        {
            gradient[k] += 4 * weight * parameters[k] * parameters[k] * parameters[k];
        }

        return weight * Sum(parameters);
    }
}
