using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Testing.Trials;

/// <summary>What a part does in a trial, number by number. A trace advances only while it is read, so that two can be read in turn.</summary>
internal static class Traces
{
    public static IEnumerable<Observation> Teacher(Trial trial)
    {
        using var composition = trial.Compose();
        var stream = trial.Stream("trace");
        for (var draw = 0; draw < 2; draw++)
        {
            var inputs = composition.Teacher.Inputs.Draw(3, stream);
            var numbers = Observation.Of($"inputs of draw {draw}", inputs)
                .Concat(Observation.Of($"target of draw {draw}", composition.Teacher.Target(inputs)))
                .Concat(Observation.Of($"labels of draw {draw}", composition.Teacher.Label(inputs, stream.Child("noise"))));
            foreach (var number in numbers)
            {
                yield return number;
            }
        }
    }

    public static IEnumerable<Observation> Model(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        for (var call = 0; call < 2; call++)
        {
            foreach (var number in Observation.Measure($"call {call}", composition))
            {
                yield return number;
            }
        }

        if (composition.Model is not ITrainable trainable)
        {
            yield break;
        }

        var oracle = trainable.Bind(composition.Objective);
        var gradient = new double[trainable.Parameters.Length];
        for (var call = 0; call < 2; call++)
        {
            yield return new Observation($"loss of call {call}", oracle.Gradient(trainable.Parameters, gradient));
            for (var k = 0; k < gradient.Length; k++)
            {
                yield return new Observation($"gradient of call {call}[{k}]", gradient[k]);
            }
        }
    }

    public static IEnumerable<Observation> Optimizer(Trial trial)
    {
        using var composition = trial.Compose();
        foreach (var number in Steps(trial, composition, 0))
        {
            yield return number;
        }
    }

    /// <summary>The same with other parameters before every step: what an optimizer remembers shows when gradients change direction.</summary>
    public static IEnumerable<Observation> ShakenOptimizer(Trial trial)
    {
        using var composition = trial.Compose();
        foreach (var number in Steps(trial, composition, 0, shaken: true))
        {
            yield return number;
        }
    }

    /// <summary>The steps of an optimizer from one on, and the model after each.</summary>
    public static IEnumerable<Observation> Steps(Trial trial, Composition composition, int first, bool shaken = false)
    {
        var finished = false;
        var size = shaken ? SizeOfParameters(trial) : 0;
        for (var step = first; !finished && step < Math.Min(trial.Steps, composition.Optimizer.Steps); step++)
        {
            if (shaken && composition.Model is ITrainable trainable)
            {
                Shake(trainable, size, trial.Stream($"shake {step}"));
            }

            (var loss, finished) = composition.Optimizer.Step();
            yield return new Observation($"step {step}, loss", loss);
            foreach (var number in Observation.Measure($"step {step}", composition))
            {
                yield return number;
            }
        }

        foreach (var number in Observation.Of("report", composition.Optimizer.Report()))
        {
            yield return number;
        }
    }

    private static void Shake(ITrainable model, double size, RandomStream stream)
    {
        foreach (ref var value in model.Parameters)
        {
            value = size * stream.NextGaussian();
        }
    }

    // The root mean square of the initial parameters: regardless of what the steps do, the next parameters are not larger.
    private static double SizeOfParameters(Trial trial)
    {
        using var composition = (trial with { Steps = 2 }).Compose();
        var size = composition.Model is ITrainable model ? Math.Sqrt(model.Parameters.ToArray().Sum(value => value * value) / model.Parameters.Length) : 0;
        return size > 0 ? size : 1;
    }

    public static IEnumerable<Observation> Evaluator(Trial trial)
    {
        using var composition = trial.Compose();
        foreach (var number in Observation.Of("before step 0", composition.Evaluator.Evaluate()))
        {
            yield return number;
        }

        foreach (var number in Evaluations(trial, composition, 0))
        {
            yield return number;
        }
    }

    /// <summary>What an evaluator measures after each step from one on.</summary>
    public static IEnumerable<Observation> Evaluations(Trial trial, Composition composition, int first)
    {
        var finished = false;
        for (var step = first; !finished && step < Math.Min(trial.Steps, composition.Optimizer.Steps); step++)
        {
            finished = composition.Optimizer.Step().Finished;
            foreach (var number in Observation.Of($"after step {step}", composition.Evaluator.Evaluate()))
            {
                yield return number;
            }
        }
    }
}
