using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the teacher of a trial.</summary>
public static class TeacherChecks
{
    /// <summary>The same seed gives the same inputs, target and labels, to the bit.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void RepeatsWithTheSeed(Trial trial) => Repetition(trial).OfTheSeed();

    /// <summary>The target does not depend on the number of threads.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void IgnoresTheNumberOfThreads(Trial trial) => Repetition(trial).WithMoreThreads();

    /// <summary>A second instance changes nothing about the first.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void SharesNothing(Trial trial) => Repetition(trial).BesideAnother();

    /// <summary>Inputs are N x d; target and labels are N x k, also for one input.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void ShapesAreRight(Trial trial)
    {
        using var composition = trial.Compose();
        var teacher = composition.Teacher;
        foreach (var count in new[] { 1, 7 })
        {
            var inputs = teacher.Inputs.Draw(count, trial.Stream("inputs"));
            trial.RequireShape(trial.Teacher, "inputs", inputs, count, teacher.Inputs.Dimension);
            trial.RequireShape(trial.Teacher, "targets", teacher.Target(inputs), count, teacher.Outputs);
            trial.RequireShape(trial.Teacher, "labels", teacher.Label(inputs, trial.Stream("noise")), count, teacher.Outputs);
        }
    }

    /// <summary>A larger sample of inputs begins with the smaller one.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void LargerSampleBeginsWithTheSmaller(Trial trial)
    {
        using var composition = trial.Compose();
        var smaller = composition.Teacher.Inputs.Draw(4, trial.Stream("inputs"));
        var larger = composition.Teacher.Inputs.Draw(9, trial.Stream("inputs"));
        new Repetition(trial, trial.Teacher, Traces.Teacher).Require(
            "a larger sample begins with the smaller", "in a sample of 9",
            Observation.Of("a sample of 4", smaller), Observation.Of("a sample of 4", larger.SubMatrix(0, 4, 0, larger.ColumnCount)));
    }

    /// <summary>The target at an input does not depend on the other inputs.</summary>
    /// <exception cref="ConformanceException">It does.</exception>
    public static void TargetIsRowByRow(Trial trial)
    {
        using var composition = trial.Compose();
        trial.RequireClose(
            trial.Teacher, "the target at an input does not depend on the inputs beside it, so rows in reverse give outputs in reverse",
            Agreement.Reversed(composition.Teacher.Target(composition.Inputs)), composition.Teacher.Target(Agreement.Reversed(composition.Inputs)));
    }

    /// <summary>Label noise comes only from the stream that is passed in.</summary>
    /// <exception cref="ConformanceException">Labels differ with the same stream.</exception>
    public static void NoiseComesFromItsStream(Trial trial)
    {
        using var composition = trial.Compose();
        var first = composition.Teacher.Label(composition.Inputs, trial.Stream("noise"));
        Repetition(trial).Require(
            "label noise comes from its stream alone", "at a second call with the same stream",
            Observation.Of("labels", first), Observation.Of("labels", composition.Teacher.Label(composition.Inputs, trial.Stream("noise"))));
    }

    /// <summary>The neurons of an <see cref="ITwoLayerTeacher"/> are those of its target.</summary>
    /// <exception cref="ConformanceException">They give another function.</exception>
    public static void NeuronsGiveTheTarget(Trial trial)
    {
        using var composition = trial.Compose();
        var teacher = (ITwoLayerTeacher)composition.Teacher;
        trial.RequireClose(
            trial.Teacher, "the neurons give the target", Agreement.Evaluate(teacher.Neurons, composition.Inputs), teacher.Target(composition.Inputs));
    }

    /// <summary>The levels of an <see cref="IReferenceLevels"/> are finite and, quantity by quantity, highest first.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void LevelsAreInOrder(Trial trial)
    {
        using var composition = trial.Compose();
        LevelOrder.Require(trial, trial.Teacher, (IReferenceLevels)composition.Teacher);
    }

    private static Repetition Repetition(Trial trial) => new(trial, trial.Teacher, Traces.Teacher);
}
