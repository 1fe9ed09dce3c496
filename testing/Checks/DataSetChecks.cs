using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the teacher of a trial, if it is an <see cref="IDataSetTeacher"/>.</summary>
public static class DataSetChecks
{
    /// <summary>The target is defined at the input of every example, to learn from or held out: N x k, of finite numbers.</summary>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void EveryExampleHasATarget(Trial trial)
    {
        using var composition = trial.Compose();
        var teacher = (IDataSetTeacher)composition.Teacher;
        foreach (var examples in new[] { teacher.Training, teacher.HeldOut }.OfType<DataSet>())
        {
            var target = teacher.Target(examples.Inputs);
            trial.RequireShape(trial.Teacher, "targets of the examples", target, examples.Count, teacher.Outputs);
            trial.RequireShape(trial.Teacher, "labels of the examples", examples.Labels, examples.Count, teacher.Outputs);
            foreach (var (row, _, value) in target.EnumerateIndexed().Where(entry => !double.IsFinite(entry.Item3)))
            {
                throw Broken(trial, "every example has a target", $"that of example {row} is {value}");
            }
        }
    }

    /// <summary>
    /// The inputs to measure on are held out: none can be learnt from. If nothing is held out, they are those of the examples to learn from.
    /// </summary>
    /// <exception cref="ConformanceException">Another input is drawn.</exception>
    public static void InputsAreHeldOut(Trial trial)
    {
        using var composition = trial.Compose();
        var teacher = (IDataSetTeacher)composition.Teacher;
        var allowed = (teacher.HeldOut ?? teacher.Training).Inputs.EnumerateRows().ToHashSet();
        if (teacher.Inputs.Draw(20, trial.Stream("held out")).EnumerateRows().FirstOrDefault(row => !allowed.Contains(row)) is { } other)
        {
            throw Broken(
                trial, $"inputs are drawn from what is {(teacher.HeldOut is null ? "there" : "held out")}", $"[{string.Join(", ", other)}] was drawn, and is not among it");
        }
    }

    private static ConformanceException Broken(Trial trial, string rule, string found) => new(trial.Teacher.Implementation, rule, found, trial.Seed);
}
