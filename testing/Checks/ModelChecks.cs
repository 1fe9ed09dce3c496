using System.Text.RegularExpressions;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the model of a trial, of any kind.</summary>
public static partial class ModelChecks
{
    /// <summary>The same seed gives the same model, predictions and gradients, to the bit, also at a second call.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void RepeatsWithTheSeed(Trial trial) => Repetition(trial).OfTheSeed();

    /// <summary>Predictions and gradients do not depend on the number of threads.</summary>
    /// <exception cref="ConformanceException">They do.</exception>
    public static void IgnoresTheNumberOfThreads(Trial trial) => Repetition(trial).WithMoreThreads();

    /// <summary>A second instance changes nothing about the first.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void SharesNothing(Trial trial) => Repetition(trial).BesideAnother();

    /// <summary>Predictions are N x k, also for one input.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void ShapesAreRight(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        foreach (var count in new[] { 1, 7 })
        {
            var inputs = composition.Teacher.Inputs.Draw(count, trial.Stream("inputs"));
            trial.RequireShape(trial.Model, "predictions", composition.Model.Predict(inputs), count, composition.Teacher.Outputs);
        }
    }

    /// <summary>Predicting changes neither the model nor the inputs.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void PredictingChangesNothing(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        var inputs = composition.Inputs;
        var copy = inputs.Clone();
        var before = Observation.Measure("after a prediction", composition).ToList();
        composition.Model.Predict(inputs);
        const string Rule = "predicting changes nothing";
        Repetition(trial).Require(Rule, "after another", before, Observation.Measure("after a prediction", composition));
        Repetition(trial).Require(Rule, "after a prediction", Observation.Of("inputs", copy), Observation.Of("inputs", inputs));
    }

    /// <summary>The prediction at an input does not depend on the other inputs.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void PredictionIsRowByRow(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        trial.RequireClose(
            trial.Model, "the prediction at an input does not depend on the inputs beside it, so rows in reverse give outputs in reverse",
            Agreement.Reversed(composition.Model.Predict(composition.Inputs)), composition.Model.Predict(Agreement.Reversed(composition.Inputs)));
    }

    /// <summary>The names of weights are file names, each of them unique.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void WeightsHaveNames(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        string[] names = [.. composition.Model.Weights.Select(array => array.Name)];
        const string Rule = "weights have names of letters, digits, '-' and '_', each its own";
        if (names.FirstOrDefault(name => !FileName().IsMatch(name)) is { } illegal)
        {
            throw new ConformanceException(trial.Model.Implementation, Rule, $"one is '{illegal}'", trial.Seed);
        }

        // Names that differ only in case are the same file on some machines.
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ConformanceException(trial.Model.Implementation, Rule, $"'{twice.Key}' is there {twice.Count()} times", trial.Seed);
        }
    }

    /// <summary>The neurons of an <see cref="ITwoLayerNetwork"/> are those of its predictions.</summary>
    /// <exception cref="ConformanceException">They give another function.</exception>
    public static void NeuronsGiveThePredictions(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        var model = (ITwoLayerNetwork)composition.Model;
        trial.RequireClose(
            trial.Model, "the neurons give the predictions", Agreement.Evaluate(model.Neurons, composition.Inputs), model.Predict(composition.Inputs));
    }

    private static Repetition Repetition(Trial trial) => new(trial, trial.Model, Traces.Model);

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex FileName();
}
