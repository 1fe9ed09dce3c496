using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the optimizer of a trial.</summary>
public static class OptimizerChecks
{
    private const string LossPlace = ", loss";

    /// <summary>The same seed gives the same losses and the same model after every step, to the bit.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void RepeatsWithTheSeed(Trial trial) => Repetition(trial).OfTheSeed();

    /// <summary>What is learnt does not depend on the number of threads.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void IgnoresTheNumberOfThreads(Trial trial) => Repetition(trial).WithMoreThreads();

    /// <summary>A learner that takes turns with another learns the same as alone.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void SharesNothing(Trial trial)
    {
        Repetition(trial).BesideAnother();
        new Repetition(trial, trial.Optimizer, Traces.ShakenOptimizer).BesideAnother();
    }

    /// <summary>It takes at least one step.</summary>
    /// <exception cref="ConformanceException">It takes none.</exception>
    public static void TakesSteps(Trial trial)
    {
        using var composition = trial.Compose();
        if (composition.Optimizer.Steps < 1)
        {
            throw Broken(trial, "an optimizer takes at least one step", $"Steps is {composition.Optimizer.Steps}");
        }
    }

    /// <summary>Losses are numbers. The trial's options should be ones with which it learns.</summary>
    /// <exception cref="ConformanceException">One is not.</exception>
    public static void LossesAreFinite(Trial trial)
    {
        foreach (var loss in Traces.Optimizer(trial).Where(number => number.Place.EndsWith(LossPlace, StringComparison.Ordinal) && !double.IsFinite(number.Value)))
        {
            throw Broken(trial, "losses are finite", $"{loss.Place} is {loss.Value}");
        }
    }

    /// <summary>Its report at the end has metrics of different names.</summary>
    /// <exception cref="ConformanceException">Two have the same.</exception>
    public static void ReportHasNames(Trial trial)
    {
        using var composition = trial.Compose();
        _ = Traces.Steps(trial, composition, 0).Count();
        if (composition.Optimizer.Report().GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Broken(trial, "the metrics of a report have names of their own", $"'{twice.Key}' is there {twice.Count()} times");
        }
    }

    /// <summary>An objective that it cannot work with is refused with a <see cref="CompositionException"/>.</summary>
    /// <exception cref="ConformanceException">Another exception is thrown by its constructor.</exception>
    public static void ObjectivesAreRefusedInWords(Trial trial)
    {
        foreach (var objective in Enum.GetValues<ObjectiveKind>())
        {
            using var composition = (trial with { Objective = objective }).Compose();
            _ = composition.Model;
            try
            {
                _ = composition.Optimizer;
            }
            catch (CompositionException)
            {
            }
            catch (Exception exception)
            {
                throw Broken(
                    trial, "an objective is refused with a CompositionException",
                    $"'{objective.ToString().ToLowerInvariant()}' was refused with {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    /// <summary>
    /// An <see cref="IResumable"/> resumes to the same bits: its state is saved before each step, restored in a new learner, and read to its end; the
    /// remaining steps are then the same. This is repeated while the check puts other parameters into the model before every step: what an optimizer
    /// remembers of earlier parameters must be in its state.
    /// </summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void GoesOnFromItsState(Trial trial)
    {
        // A memory of signs, for instance, shows only where gradients change direction.
        foreach (var shaken in new[] { false, true })
        {
            using var whole = trial.Compose();
            var all = Traces.Steps(trial, whole, 0, shaken).ToList();
            var steps = all.Count(number => number.Place.EndsWith(LossPlace, StringComparison.Ordinal));
            for (var step = 0; step < steps; step++)
            {
                RequireSameStepsFrom(step, trial, all, shaken);
            }
        }
    }

    private static void RequireSameStepsFrom(int step, Trial trial, List<Observation> all, bool shaken)
    {
        using var interrupted = trial.Compose();
        using var resumed = trial.Compose();
        _ = Traces.Steps(trial with { Steps = step }, interrupted, 0, shaken).Count();
        SavedState.Move(trial.Optimizer, trial, interrupted, resumed);
        var begin = all.FindIndex(number => number.Place == $"step {step}{LossPlace}");
        Repetition(trial).Require(
            "a learner goes on from its saved state to the same bits (Save writes all that a step changes)", $"when its state is restored before step {step}",
            all[begin..], Traces.Steps(trial, resumed, step, shaken));
    }

    private static Repetition Repetition(Trial trial) => new(trial, trial.Optimizer, Traces.Optimizer);

    private static ConformanceException Broken(Trial trial, string rule, string found) => new(trial.Optimizer.Implementation, rule, found, trial.Seed);
}
