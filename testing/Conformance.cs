using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Checks;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing;

/// <summary>All checks that apply to a part, in one call. Each can also be called separately.</summary>
public static class Conformance
{
    /// <summary>Checks the teacher of a trial.</summary>
    /// <returns>The names of the checks that applied.</returns>
    /// <exception cref="ConformanceException">The first that failed.</exception>
    public static IReadOnlyList<string> Teacher(Trial trial)
    {
        using var composition = trial.Compose();
        return Run(trial, Trial.Chosen(trial.Teacher),
        [
            TeacherChecks.ShapesAreRight,
            TeacherChecks.RepeatsWithTheSeed,
            TeacherChecks.IgnoresTheNumberOfThreads,
            TeacherChecks.SharesNothing,
            TeacherChecks.LargerSampleBeginsWithTheSmaller,
            TeacherChecks.TargetIsRowByRow,
            TeacherChecks.NoiseComesFromItsStream,
            .. composition.Teacher is ITwoLayerTeacher ? (Action<Trial>[])[TeacherChecks.NeuronsGiveTheTarget] : [],
            .. composition.Teacher is IDataSetTeacher ? (Action<Trial>[])[DataSetChecks.EveryExampleHasATarget, DataSetChecks.InputsAreHeldOut] : [],
            .. composition.Teacher is IReferenceLevels ? (Action<Trial>[])[TeacherChecks.LevelsAreInOrder] : [],
        ]);
    }

    /// <summary>Checks the model of a trial.</summary>
    /// <returns>The names of the checks that applied.</returns>
    /// <exception cref="ConformanceException">The first that failed.</exception>
    public static IReadOnlyList<string> Model(Trial trial)
    {
        using var composition = trial.Compose();
        var model = composition.Model;
        return Run(trial, Trial.Chosen(trial.Model),
        [
            .. model is IFeatureModel ? (Action<Trial>[])[FeatureChecks.FeaturesHaveTheirShape] : [],
            ModelChecks.ShapesAreRight,
            ModelChecks.RepeatsWithTheSeed,
            ModelChecks.IgnoresTheNumberOfThreads,
            ModelChecks.SharesNothing,
            ModelChecks.PredictingChangesNothing,
            ModelChecks.PredictionIsRowByRow,
            ModelChecks.WeightsHaveNames,
            .. model is ITwoLayerNetwork ? (Action<Trial>[])[ModelChecks.NeuronsGiveThePredictions] : [],
            .. model is ITrainable ? OfGradients : [],
            .. model is IFeatureModel ? (Action<Trial>[])[FeatureChecks.PredictionIsLinearInTheFeatures] : [],
            .. model is IKernelModel ? OfKernels : [],
        ]);
    }

    /// <summary>Checks the optimizer of a trial.</summary>
    /// <returns>The names of the checks that applied.</returns>
    /// <exception cref="ConformanceException">The first that failed.</exception>
    public static IReadOnlyList<string> Optimizer(Trial trial)
    {
        using var composition = trial.Compose();
        return Run(trial, Trial.Chosen(trial.Optimizer),
        [
            OptimizerChecks.TakesSteps,
            OptimizerChecks.RepeatsWithTheSeed,
            OptimizerChecks.IgnoresTheNumberOfThreads,
            OptimizerChecks.SharesNothing,
            OptimizerChecks.LossesAreFinite,
            OptimizerChecks.ReportHasNames,
            OptimizerChecks.ObjectivesAreRefusedInWords,
            .. composition.Optimizer is IResumable ? (Action<Trial>[])[OptimizerChecks.GoesOnFromItsState] : [],
        ]);
    }

    /// <summary>Checks the evaluator of a trial.</summary>
    /// <returns>The names of the checks that applied.</returns>
    /// <exception cref="ArgumentException">The trial has no evaluator.</exception>
    /// <exception cref="ConformanceException">The first that failed.</exception>
    public static IReadOnlyList<string> Evaluator(Trial trial)
    {
        using var composition = trial.Compose();
        var evaluator = composition.Evaluator;
        return Run(trial, trial.Evaluator!,
        [
            EvaluatorChecks.RepeatsWithTheSeed,
            EvaluatorChecks.IgnoresTheNumberOfThreads,
            EvaluatorChecks.SharesNothing,
            EvaluatorChecks.NamesStay,
            EvaluatorChecks.ValuesAreFinite,
            EvaluatorChecks.MeasuringChangesNothing,
            EvaluatorChecks.MemoryIsSaved,
            .. evaluator is IReferenceLevels ? (Action<Trial>[])[EvaluatorChecks.LevelsAreInOrder] : [],
        ]);
    }

    /// <summary>Checks the loss of a trial.</summary>
    /// <returns>The names of the checks that applied.</returns>
    /// <exception cref="ArgumentException">The trial has no loss.</exception>
    /// <exception cref="ConformanceException">The first that failed.</exception>
    public static IReadOnlyList<string> Loss(Trial trial)
        => Run(trial, trial.Loss ?? throw new ArgumentException("the trial has no loss of yours to check; set its Loss", nameof(trial)), [LossChecks.DerivativesAreTheSlopes, LossChecks.BlocksAddUp]);

    /// <summary>Checks the penalties of a trial.</summary>
    /// <returns>The names of the checks that applied.</returns>
    /// <exception cref="ArgumentException">The trial has no penalty.</exception>
    /// <exception cref="ConformanceException">The first that failed.</exception>
    public static IReadOnlyList<string> Penalty(Trial trial)
        => Run(
            trial, trial.Penalties.Count > 0 ? trial.Penalties[0] : throw new ArgumentException("the trial has no penalty of yours to check; set its Penalties", nameof(trial)),
            [PenaltyChecks.WhatIsAddedIsTheSlope, PenaltyChecks.GradientsAddUp]);

    private static Action<Trial>[] OfGradients =>
    [
        GradientChecks.BlocksCoverTheParameters,
        GradientChecks.GradientIsTheSlope,
        GradientChecks.GradientChangesNothing,
        GradientChecks.BatchIsASampleOfItsOwn,
        GradientChecks.LossIsThatOfThePredictions,
        GradientChecks.ObjectivesAreRefusedInWords,
    ];

    private static Action<Trial>[] OfKernels =>
    [
        KernelChecks.KernelIsSymmetric,
        KernelChecks.KernelIsPositive,
        KernelChecks.BlocksAgreeWithTheWhole,
        KernelChecks.PredictionIsTheExpansion,
    ];

    private static IReadOnlyList<string> Run(Trial trial, Part part, IReadOnlyList<Action<Trial>> checks)
    {
        Action<Part>[] ofOptions = [OptionChecks.OptionsCanBeConfigured, OptionChecks.DefaultsAreAllowed, OptionChecks.OptionsAreDocumented];
        foreach (var check in ofOptions)
        {
            check(part);
        }

        foreach (var check in checks)
        {
            Run(check, trial, part);
        }

        return [.. ofOptions.Select(check => check.Method.Name), .. checks.Select(check => check.Method.Name)];
    }

    private static void Run(Action<Trial> check, Trial trial, Part part)
    {
        try
        {
            check(trial);
        }
        catch (Exception exception) when (exception is not (ConformanceException or CompositionException))
        {
            throw new ConformanceException(
                part.Implementation, $"nothing else fails during the check {check.Method.Name}", $"{exception.GetType().Name}: {exception.Message}", trial.Seed, exception);
        }
    }
}
