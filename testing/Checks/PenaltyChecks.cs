using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the penalties of a trial, at random parameters of its model's shape.</summary>
public static class PenaltyChecks
{
    /// <summary>What a penalty adds is its weight times its slope, by central differences along each parameter.</summary>
    /// <remarks>With the step h = u^(1/3) rounding and truncation are of the order u^(2/3) of the penalty, of which a thousand times is allowed; the median over the parameters is judged, for kinks.</remarks>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void WhatIsAddedIsTheSlope(Trial trial) => Each(trial, (penalty, parameters, part) =>
    {
        const double Weight = 0.75;
        var step = Math.Cbrt(Trial.DoubleRoundoff);
        var gradient = new double[parameters.Length];
        var value = penalty.AddGradient(parameters, Weight, gradient);
        var errors = gradient.Select((slope, k) =>
        {
            double At(double shift) => penalty.AddGradient([.. parameters.Select((one, index) => index == k ? one + shift : one)], 0, new double[parameters.Length]);
            return Math.Abs((Weight * (At(step) - At(-step)) / (2 * step)) - slope);
        }).Order().ToArray();
        var allowed = 1000 * step * step * (1 + Math.Abs(value));
        return errors[errors.Length / 2] <= allowed ? null
            : ("what a penalty adds to the gradient is its weight times its slope", $"for half of the parameters it is off by {errors[errors.Length / 2]:g2} and more, further than {allowed:g2}");
    });

    /// <summary>A penalty adds to the gradient what does not depend on what is there, and its value does not depend on its weight.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void GradientsAddUp(Trial trial) => Each(trial, (penalty, parameters, part) =>
    {
        var (alone, added) = (new double[parameters.Length], Enumerable.Repeat(1.0, parameters.Length).ToArray());
        var (first, second) = (penalty.AddGradient(parameters, 1, alone), penalty.AddGradient(parameters, 1, added));
        var without = penalty.AddGradient(parameters, 0, new double[parameters.Length]);
        if (first != second || first != without)
        {
            return ("the value of a penalty depends on the parameters only, and is without its weight", $"it is {first:g17}, {second:g17} and, with the weight 0, {without:g17}");
        }

        var wrong = Enumerable.Range(0, parameters.Length).FirstOrDefault(k => Math.Abs(added[k] - 1 - alone[k]) > 4 * Trial.DoubleRoundoff * (1 + Math.Abs(alone[k])), -1);
        return wrong < 0 ? null : ("a penalty adds to the gradient", $"entry {wrong} is {alone[wrong]:g17} where 0 was, and {added[wrong]:g17} where 1 was");
    });

    private static void Each(Trial trial, Func<IPenalty, double[], Part, (string Rule, string Found)?> check)
    {
        using var composition = trial.Compose();
        var stream = trial.Stream("penalty");
        var parameters = new double[((ITrainable)composition.Model).Parameters.Length];
        foreach (ref var value in parameters.AsSpan())
        {
            value = stream.NextGaussian();
        }

        foreach (var (penalty, part) in composition.Objective.Penalties.Zip(trial.Penalties))
        {
            if (check(penalty.Penalty, parameters, part) is var (rule, found))
            {
                throw new ConformanceException(part.Implementation, rule, found, trial.Seed);
            }
        }
    }
}
