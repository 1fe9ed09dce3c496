using System.Reflection;
using System.Text.RegularExpressions;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the evaluator of a trial, while the trial's optimizer trains its model.</summary>
public static class EvaluatorChecks
{
    /// <summary>The same seed gives the same numbers after every step, to the bit.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void RepeatsWithTheSeed(Trial trial) => Repetition(trial).OfTheSeed();

    /// <summary>What is measured does not depend on the number of threads.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void IgnoresTheNumberOfThreads(Trial trial) => Repetition(trial).WithMoreThreads();

    /// <summary>A second instance changes nothing about the first.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void SharesNothing(Trial trial) => Repetition(trial).BesideAnother();

    /// <summary>The same names come back in the same order at every call, each once, and are among those that the evaluator declares if it does.</summary>
    /// <exception cref="ConformanceException">They do not.</exception>
    public static void NamesStay(Trial trial)
    {
        using var composition = trial.Compose();
        string[] first = Names();
        composition.Optimizer.Step();
        var second = Names();
        const string Rule = "the same names come back in the same order, each once";
        if (!first.SequenceEqual(second))
        {
            throw Broken(trial, Rule, $"at first they are [{string.Join(", ", first)}], after a step [{string.Join(", ", second)}]");
        }

        if (first.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Broken(trial, Rule, $"'{twice.Key}' is there {twice.Count()} times");
        }

        if (composition.Evaluator.GetType().GetCustomAttribute<MeasuresAttribute>() is { } measures && first.FirstOrDefault(name => !measures.Metrics.Any(one => Stands(one, name))) is { } other)
        {
            throw Broken(trial, "the names are those that [Measures] declares", $"'{other}' is none of [{string.Join(", ", measures.Metrics)}]");
        }

        static bool Stands(string declared, string name) => Regex.IsMatch(name, $"^{Regex.Escape(declared).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);

        string[] Names() => [.. composition.Evaluator.Evaluate().Select(metric => metric.Name)];
    }

    /// <summary>Values are numbers or undefined, and standard errors are not negative.</summary>
    /// <exception cref="ConformanceException">One is not.</exception>
    public static void ValuesAreFinite(Trial trial)
    {
        using var composition = trial.Compose();
        foreach (var metric in composition.Evaluator.Evaluate())
        {
            if ((!double.IsFinite(metric.Value) && !metric.IsUndefined) || !(metric.StandardError >= 0))
            {
                throw Broken(
                    trial, "values are finite and standard errors are not negative", $"{metric.Name} is {metric.Value} with the standard error {metric.StandardError}");
            }
        }
    }

    /// <summary>Measuring changes nothing about the model.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void MeasuringChangesNothing(Trial trial)
    {
        using var composition = trial.Compose();
        composition.Optimizer.Step();
        var before = Observation.Measure("the model", composition).ToList();
        composition.Evaluator.Evaluate();
        Repetition(trial).Require("measuring changes nothing about the model", "after an evaluation", before, Observation.Measure("the model", composition));
    }

    /// <summary>
    /// What it remembers is saved: one that has measured before, and one that restores its state, measure the same from then on. One that is not
    /// <see cref="IResumable"/> remembers nothing: it measures the same regardless of what it measured before.
    /// </summary>
    /// <exception cref="ConformanceException">They measure other values.</exception>
    public static void MemoryIsSaved(Trial trial)
    {
        using var interrupted = trial.Compose();
        interrupted.Evaluator.Evaluate();
        if (interrupted.Optimizer.Step().Finished)
        {
            return;
        }

        // The other reaches the same step by itself: the state of the evaluator is moved, not that of the optimizer.
        using var resumed = trial.Compose();
        _ = resumed.Evaluator;
        resumed.Optimizer.Step();
        if (interrupted.Evaluator is IResumable saved && resumed.Evaluator is IResumable restored)
        {
            SavedState.Move(trial.Evaluator!, trial, saved, restored);
        }

        Repetition(trial).Require(
            "what an evaluator remembers is in its saved state", "by one that took up the state",
            Traces.Evaluations(trial, interrupted, 1), Traces.Evaluations(trial, resumed, 1));
    }

    /// <summary>After a measurement the levels of an <see cref="IReferenceLevels"/> are finite and, quantity by quantity, highest first.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void LevelsAreInOrder(Trial trial)
    {
        using var composition = trial.Compose();
        composition.Evaluator.Evaluate();
        LevelOrder.Require(trial, trial.Evaluator!, (IReferenceLevels)composition.Evaluator);
    }

    private static Repetition Repetition(Trial trial) => new(trial, trial.Evaluator!, Traces.Evaluator);

    private static ConformanceException Broken(Trial trial, string rule, string found) => new(trial.Evaluator!.Implementation, rule, found, trial.Seed);
}
