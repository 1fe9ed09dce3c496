using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the loss of a trial, on labels of its teacher and predictions around them.</summary>
public static class LossChecks
{
    private const int Points = 37;

    /// <summary>The derivatives are the slopes of the loss, by central differences.</summary>
    /// <remarks>
    /// At a kink a difference is off by the jump of the derivative; the median over the points is judged. With the step h = u^(1/3) rounding and
    /// truncation are of the order u^(2/3), of which a thousand times is allowed.
    /// </remarks>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void DerivativesAreTheSlopes(Trial trial)
    {
        var (loss, predictions, labels) = Create(trial);
        var step = Math.Cbrt(Trial.DoubleRoundoff);
        var derivatives = Evaluate(loss, predictions, labels).Derivatives;
        var errors = predictions.Select((prediction, n) =>
        {
            double At(double shift) => Evaluate(loss, [prediction + shift], [labels[n]]).Sum;
            var slope = (At(step) - At(-step)) / (2 * step);
            return Math.Abs(slope - derivatives[n]) / (1 + Math.Abs(slope) + Math.Abs(At(0)));
        }).Order().ToArray();
        var allowed = 1000 * step * step;
        if (!(errors[Points / 2] <= allowed))
        {
            throw Broken(trial, "derivatives are the slopes of the loss", $"half of them are off by {errors[Points / 2]:g2} and more, relative to the loss, further than {allowed:g2}");
        }
    }

    /// <summary>The loss of a block is the sum over its examples, in whatever blocks they come, and so are the derivatives.</summary>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void BlocksAddUp(Trial trial)
    {
        var (loss, predictions, labels) = Create(trial);
        var whole = Evaluate(loss, predictions, labels);
        var single = predictions.Select((prediction, n) => Evaluate(loss, [prediction], [labels[n]])).ToArray();
        var sum = single.Sum(one => one.Sum);
        if (!(Math.Abs(sum - whole.Sum) <= Points * Trial.DoubleRoundoff * 4 * single.Sum(one => Math.Abs(one.Sum))))
        {
            throw Broken(trial, "the loss of a block is the sum over its examples", $"it is {whole.Sum:g17}, and theirs add up to {sum:g17}");
        }

        for (var n = 0; n < Points; n++)
        {
            if (!(Math.Abs(whole.Derivatives[n] - single[n].Derivatives[0]) <= 4 * Trial.DoubleRoundoff * Math.Abs(single[n].Derivatives[0])))
            {
                throw Broken(trial, "a derivative does not depend on the block that its example is in", $"that of example {n} is {whole.Derivatives[n]:g17} in one of {Points} and {single[n].Derivatives[0]:g17} alone");
            }
        }
    }

    private static (IPointwiseLoss Loss, double[] Predictions, double[] Labels) Create(Trial trial)
    {
        using var composition = trial.Compose();
        var (stream, count) = (trial.Stream("loss"), composition.Sample.Count);
        double[] labels = [.. Enumerable.Range(0, Points).Select(n => composition.Sample.Labels[n % count, 0])];
        return (composition.Objective.Loss, [.. labels.Select(label => label + (2 * stream.NextGaussian()))], labels);
    }

    private static (double Sum, double[] Derivatives) Evaluate(IPointwiseLoss loss, double[] predictions, double[] labels)
    {
        var derivatives = new double[predictions.Length];
        return (loss.Evaluate(predictions, labels, derivatives), derivatives);
    }

    private static ConformanceException Broken(Trial trial, string rule, string found) => new(trial.Loss!.Implementation, rule, found, trial.Seed);
}
