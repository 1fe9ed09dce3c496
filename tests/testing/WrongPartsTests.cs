using System.Reflection;
using BeyondNtk.Testing.Checks;
using BeyondNtk.Testing.Fakes;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Tests;

/// <summary>Each check fails on a part that is wrong in that way, and says what is wrong.</summary>
public sealed class WrongPartsTests
{
    private static readonly List<(Delegate Check, Type Wrong, Action Run, string Message)> Cases =
    [
        Option<FixedOptions>(OptionChecks.OptionsCanBeConfigured, "FixedOptions.Width has a rule and can never be set"),
        Option<NamedOptions>(OptionChecks.OptionsCanBeConfigured, "NamedOptions.Name has a name that the host keeps for itself"),
        Option<UnwritableOptions>(OptionChecks.OptionsCanBeConfigured, "Group.Activation is of the type Func<Double, Double>"),
        Option<OutOfRangeOptions>(OptionChecks.DefaultsAreAllowed, "OutOfRangeOptions.Width is 0"),
        Option<OutOfRangeGroupOptions>(OptionChecks.DefaultsAreAllowed, "OutOfRangeOptions.Width is 0"),
        Option<BareOptions>(OptionChecks.OptionsAreDocumented, "set GenerateDocumentationFile"),

        Teacher<TeacherOfTheClock>(TeacherChecks.RepeatsWithTheSeed, "target of draw 0[0, 0] is"),
        Teacher<TeacherOfItsThreads>(TeacherChecks.IgnoresTheNumberOfThreads, "with 2 threads"),
        Teacher<TeacherOfAll>(TeacherChecks.SharesNothing, "made before it, at work in turn"),
        Teacher<TeacherOfTheLast>(TeacherChecks.SharesNothing, "made after it"),
        Teacher<FlatTeacher>(TeacherChecks.ShapesAreRight, "targets are 7 x 1 here; they are 1 x 7"),
        Teacher<TeacherByColumns>(TeacherChecks.LargerSampleBeginsWithTheSmaller, "a sample of 4[0, 1]"),
        Teacher<CentringTeacher>(TeacherChecks.TargetIsRowByRow, "entry ["),
        Teacher<NoisyTeacher>(TeacherChecks.NoiseComesFromItsStream, "at a second call with the same stream"),
        Teacher<TeacherOfOtherNeurons>(TeacherChecks.NeuronsGiveTheTarget, "the neurons give the target"),
        Teacher<TeacherOfRisingLevels>(TeacherChecks.LevelsAreInOrder, "those of 'loss' are 1, 2"),

        Teacher<DataSetWithoutTargets>(DataSetChecks.EveryExampleHasATarget, "that of example 0 is NaN"),
        Teacher<DataSetOfWhatWasLearnt>(DataSetChecks.InputsAreHeldOut, "was drawn, and is not among it"),

        Model<ModelOfTheClock>(ModelChecks.RepeatsWithTheSeed, "call 0, predictions[0, 0] is"),
        Model<UnseededFeatures>(ModelChecks.RepeatsWithTheSeed, "call 0, predictions[0, 0] is"),
        Model<UnseededKernel>(ModelChecks.RepeatsWithTheSeed, "call 0, predictions[0, 0] is"),
        Model<ModelOfItsThreads>(ModelChecks.IgnoresTheNumberOfThreads, "with 2 threads"),
        Model<FeaturesOfTheirThreads>(ModelChecks.IgnoresTheNumberOfThreads, "with 2 threads"),
        Model<ModelOfAll>(ModelChecks.SharesNothing, "made before it, at work in turn"),
        Model<ModelOfTheLast>(ModelChecks.SharesNothing, "made after it"),
        Model<FlatModel>(ModelChecks.ShapesAreRight, "predictions are 7 x 1 here; they are 1 x 7"),
        Model<ForgetfulModel>(ModelChecks.PredictingChangesNothing, "after another"),
        Model<ModelThatOverwrites>(ModelChecks.PredictingChangesNothing, "inputs[0, 0] is"),
        Model<CentringModel>(ModelChecks.PredictionIsRowByRow, "entry ["),
        Model<CentringFeatures>(ModelChecks.PredictionIsRowByRow, "entry ["),
        Model<CentringKernel>(ModelChecks.PredictionIsRowByRow, "entry ["),
        Model<ModelWithAPath>(ModelChecks.WeightsHaveNames, "one is '../weights'"),
        Model<ModelWithOneNameTwice>(ModelChecks.WeightsHaveNames, "'weights' is there 2 times"),
        Model<ModelOfOtherNeurons>(ModelChecks.NeuronsGiveThePredictions, "the neurons give the predictions"),

        Model<BlocksWithAGap>(GradientChecks.BlocksCoverTheParameters, "'two' begins at 2, and what is before it ends at 1"),
        Model<HalfTheGradient>(GradientChecks.GradientIsTheSlope, "the slope is"),
        Model<GradientOffByAMillionth>(GradientChecks.GradientIsTheSlope, "the slope is"),
        Model<GradientThatMoves>(GradientChecks.GradientChangesNothing, "after a gradient"),
        Model<GradientOfAll>(GradientChecks.BatchIsASampleOfItsOwn, "the loss of a batch"),
        Model<SquaredLossOnly>(GradientChecks.LossIsThatOfThePredictions, "QuarticLoss"),
        Model<RefusalWithoutWords>(GradientChecks.ObjectivesAreRefusedInWords, "refused with InvalidCastException"),

        Model<FewerFeatures>(FeatureChecks.FeaturesHaveTheirShape, "features are 8 x 1 here; they are 8 x 4"),
        Model<HalfTheWeights>(FeatureChecks.PredictionIsLinearInTheFeatures, "the features times the weights"),

        Model<LopsidedKernel>(KernelChecks.KernelIsSymmetric, "the kernel is symmetric"),
        Model<DistanceKernel>(KernelChecks.KernelIsPositive, "its smallest eigenvalue is -"),
        Model<KernelOfFirstBlocks>(KernelChecks.BlocksAgreeWithTheWhole, "a block of the kernel matrix"),
        Model<KernelWithoutCoefficients>(KernelChecks.PredictionIsTheExpansion, "the kernel times the coefficients"),

        Loss<LossWithHalfItsSlope>(LossChecks.DerivativesAreTheSlopes, "half of them are off by"),
        Loss<LossOfTheBlock>(LossChecks.BlocksAddUp, "theirs add up to"),

        Penalty<PenaltyWithHalfItsSlope>(PenaltyChecks.WhatIsAddedIsTheSlope, "for half of the parameters it is off by"),
        Penalty<PenaltyThatOverwrites>(PenaltyChecks.GradientsAddUp, "where 0 was, and"),
        Penalty<PenaltyTimesItsWeight>(PenaltyChecks.GradientsAddUp, "with the weight 0, 0"),

        Optimizer<OptimizerOfTheClock>(OptimizerChecks.RepeatsWithTheSeed, "the second time"),
        Optimizer<OptimizerOfItsThreads>(OptimizerChecks.IgnoresTheNumberOfThreads, "with 2 threads"),
        Optimizer<OptimizerOfAll>(OptimizerChecks.SharesNothing, "made before it, at work in turn"),
        Optimizer<SignsOfAll>(OptimizerChecks.SharesNothing, "at work in turn"),
        Optimizer<OptimizerWithoutSteps>(OptimizerChecks.TakesSteps, "Steps is 0"),
        Optimizer<OptimizerWithoutLoss>(OptimizerChecks.LossesAreFinite, "step 0, loss is NaN"),
        Optimizer<OptimizerThatReportsTwice>(OptimizerChecks.ReportHasNames, "'steps' is there 2 times"),
        Optimizer<OptimizerWithoutWords>(OptimizerChecks.ObjectivesAreRefusedInWords, "'population' was refused with InvalidCastException"),
        Optimizer<OptimizerThatForgets>(OptimizerChecks.GoesOnFromItsState, "when its state is restored before step 1"),
        Optimizer<SignsThatForget>(OptimizerChecks.GoesOnFromItsState, "when its state is restored before step "),
        Optimizer<OptimizerThatReadsHalf>(OptimizerChecks.GoesOnFromItsState, "for 4 of 36 bytes"),
        Optimizer<OptimizerThatRefusesItsOwn>(OptimizerChecks.GoesOnFromItsState, "it is of another version"),
        Optimizer<OptimizerThatReadsTooMuch>(OptimizerChecks.GoesOnFromItsState, "past its end"),

        Evaluator<EvaluatorOfRisingLevels>(EvaluatorChecks.LevelsAreInOrder, "those of 'loss' are 1, 2"),
        Evaluator<EvaluatorOfTheClock>(EvaluatorChecks.RepeatsWithTheSeed, "the second time"),
        Evaluator<EvaluatorOfItsThreads>(EvaluatorChecks.IgnoresTheNumberOfThreads, "with 2 threads"),
        Evaluator<EvaluatorOfAll>(EvaluatorChecks.SharesNothing, "made before it, at work in turn"),
        Evaluator<EvaluatorOfNewNames>(EvaluatorChecks.NamesStay, "at first they are [loss-0], after a step [loss-1]"),
        Evaluator<EvaluatorOfOneNameTwice>(EvaluatorChecks.NamesStay, "'loss' is there 2 times"),
        Evaluator<EvaluatorOfUndeclaredNames>(EvaluatorChecks.NamesStay, "'loss' is none of [los, T*]"),
        Evaluator<EvaluatorWithoutValue>(EvaluatorChecks.ValuesAreFinite, "loss is NaN"),
        Evaluator<EvaluatorOfNegativeErrors>(EvaluatorChecks.ValuesAreFinite, "with the standard error -1"),
        Evaluator<EvaluatorThatTrains>(EvaluatorChecks.MeasuringChangesNothing, "after an evaluation"),
        Evaluator<EvaluatorOfTheLargest>(EvaluatorChecks.MemoryIsSaved, "by one that took up the state"),
        Evaluator<EvaluatorThatSavesNothing>(EvaluatorChecks.MemoryIsSaved, "by one that took up the state"),
    ];

    public static TheoryData<int, string, string> Numbers
    {
        get
        {
            var data = new TheoryData<int, string, string>();
            foreach (var (number, (check, wrong, _, _)) in Cases.Index())
            {
                data.Add(number, Name(check.Method), wrong.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TheCheckFailsAndNamesTheFault(int number, string check, string wrong)
    {
        var message = Assert.Throws<ConformanceException>(Cases[number].Run).Message;

        Assert.StartsWith($"{wrong}: ", message);
        Assert.True(message.Contains(Cases[number].Message, StringComparison.Ordinal), $"{check}: {message}");
    }

    [Fact]
    public void WhatAPartThrowsIsToldWithTheCheck()
    {
        var exception = Assert.Throws<ConformanceException>(() => Conformance.Model(new Trial { Model = Part.Of<ModelThatThrows>() }));

        Assert.Contains("nothing else fails during the check PredictingChangesNothing; DivideByZeroException", exception.Message, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(exception.InnerException);
    }

    [Fact]
    public void OptionsOfATrialThatAreNotAllowedAreRefused()
    {
        var trial = new Trial { Teacher = Part.Of<LinearTeacher, LinearTeacherOptions>(new() { Dimension = 0 }) };

        Assert.Contains("Dimension is 0", Assert.Throws<ConformanceException>(() => Conformance.Teacher(trial)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFakeThatStandsInIsNotWhatATestMeans()
    {
        Assert.Contains("set its Model", Assert.Throws<ArgumentException>(() => Conformance.Model(new Trial { Optimizer = Part.Of<SoundOptimizer>() })).Message, StringComparison.Ordinal);
        Assert.Contains("set its Teacher", Assert.Throws<ArgumentException>(() => Conformance.Teacher(new Trial())).Message, StringComparison.Ordinal);
        Assert.Contains("set its Optimizer", Assert.Throws<ArgumentException>(() => Conformance.Optimizer(new Trial())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCheckIsShownToFail()
    {
        var checks = typeof(Conformance).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Checks", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Select(Name);

        Assert.Equal(checks.ToHashSet(), Cases.Select(entry => Name(entry.Check.Method)).ToHashSet());
    }

    private static string Name(MethodInfo check) => $"{check.DeclaringType!.Name}.{check.Name}";

    private static (Delegate, Type, Action, string) Option<TOptions>(Action<Part> check, string message)
        where TOptions : class, new()
        => (check, typeof(TOptions), () => check(Part.Of<SoundTeacher, TOptions>()), message);

    private static (Delegate, Type, Action, string) Loss<TWrong>(Action<Trial> check, string message)
        where TWrong : class
        => (check, typeof(TWrong), () => check(new Trial { Loss = Part.Of<TWrong>() }), message);

    private static (Delegate, Type, Action, string) Penalty<TWrong>(Action<Trial> check, string message)
        where TWrong : class
        => (check, typeof(TWrong), () => check(new Trial { Penalties = [Part.Of<TWrong>()] }), message);

    private static (Delegate, Type, Action, string) Teacher<TWrong>(Action<Trial> check, string message)
        where TWrong : class
        => (check, typeof(TWrong), () => check(new Trial { Teacher = Part.Of<TWrong>() }), message);

    private static (Delegate, Type, Action, string) Model<TWrong>(Action<Trial> check, string message)
        where TWrong : class
        => (check, typeof(TWrong), () => check(new Trial { Model = Part.Of<TWrong>() }), message);

    private static (Delegate, Type, Action, string) Optimizer<TWrong>(Action<Trial> check, string message)
        where TWrong : class
        => (check, typeof(TWrong), () => check(new Trial { Optimizer = Part.Of<TWrong>() }), message);

    private static (Delegate, Type, Action, string) Evaluator<TWrong>(Action<Trial> check, string message)
        where TWrong : class
        => (check, typeof(TWrong), () => check(new Trial { Evaluator = Part.Of<TWrong>() }), message);
}
