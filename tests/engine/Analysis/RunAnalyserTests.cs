using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Analysis.Conclusions;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>What is concluded from records that a test writes, and what is not.</summary>
public sealed class RunAnalyserTests
{
    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1.1, 1)]
    public void ASolverThatRanOutOfStepsIsToldSo(double ratio, int conclusions)
    {
        var learner = Records.Learner("k", new MetricRecord("optimizer", "residual-over-tolerance", Quantities.ResidualOverTolerance, ratio, null));

        Assert.Equal(conclusions, new Convergence().Analyse(Records.Create("1", learner), []).Count(conclusion => conclusion.Kind == ConclusionKind.NotConverged));
    }

    [Fact]
    public void ADivergenceHasItsLastGoodValues()
    {
        var diverged = Records.Learner("wild") with { Status = RunStatus.Diverged, Message = "the loss is Infinity at step 7; a smaller step size may help" };
        Measurement[] measurements = [At("wild", 0, 2), At("wild", 5, 0.25), At("wild", 7, double.NaN), At("tame", 7, 9)];

        var conclusion = Assert.Single(Analyse(Records.Create("one", diverged, Records.Learner("tame")), measurements));

        Assert.Equal(
            new Conclusion(
                ConclusionKind.Diverged, "wild", "wild diverged: the loss is Infinity at step 7; a smaller step size may help; the last good values are loss population 0.25 at step 5"),
            conclusion);
    }

    [Theory]
    [InlineData(0.86, "the loss still fell by 14 % from the last but one tenth of the 7 steps to the last")]
    [InlineData(0.91, null)]
    [InlineData(double.NaN, null)]
    [InlineData(null, null)]
    public void ALossThatFellByMoreThanOneThatGoesAsOneOverTheStepIsNotAtItsEnd(double? trend, string? words)
        => Check(ConclusionKind.StillFalling, words, Records.Learner("one") with { LossTrend = trend });

    [Fact]
    public void ALearnerThatWasInterruptedIsNotCalledUnfinished()
        => Check(ConclusionKind.StillFalling, null, Records.Learner("one") with { LossTrend = 0.1, Status = RunStatus.Interrupted });

    // 2^53 = 9.007e15: four digits are left up to 9.0e11.
    [Theory]
    [InlineData(1e12, "at least about 1.0e+12, so rounding leaves about 4.0 of 16 digits")]
    [InlineData(1e14, "leaves about 2.0 of 16 digits")]
    [InlineData(double.PositiveInfinity, "leaves about 0.0 of 16 digits")]
    [InlineData(8e11, null)]
    [InlineData(double.NaN, null)]
    public void AConditionNumberIsHeldAgainstThePrecision(double condition, string? words)
        => Check(ConclusionKind.IllConditioned, words, Records.Learner("one", new MetricRecord("optimizer", "any", Quantities.ConditionNumber, condition, null)));

    // The error of the difference of two samples with errors 3 and 4 is 5.
    [Theory]
    [InlineData(4.9, 3.0, 4.0, "one and two differ by 4.9 ± 5")]
    [InlineData(5.1, 3.0, 4.0, null)]
    [InlineData(2.9, 3.0, null, "one and two differ by 2.9 ± 3")]
    [InlineData(0.0, null, null, null)]
    public void ADifferenceIsHeldAgainstItsSamplingError(double difference, double? one, double? two, string? words)
        => Check(ConclusionKind.SamplingError, words, Records.Learner("one", Records.Loss(10, one)), Records.Learner("two", Records.Loss(10 + difference, two)));

    [Theory]
    [InlineData(10.5, "one and \"floor\" differ by 0.5 ± 1")]
    [InlineData(11.5, null)]
    public void SoIsTheDifferenceFromALevel(double level, string? words)
    {
        var record = Records.Create("one", Records.Learner("one", Records.Loss(10, 1))) with { TeacherLevels = [new("loss", "floor", level), new("other", "ceiling", 10)] };

        CheckOnly(ConclusionKind.SamplingError, words, record);
    }

    [Fact]
    public void ManyPairsAreOneConclusion()
    {
        LearnerRecord[] learners = [.. Enumerable.Range(1, 4).Select(k => Records.Learner($"learner{k}", Records.Loss(k, 10)))];

        Assert.Contains(", and 3 more pairs likewise", Assert.Single(Analyse(Records.Create("one", learners), [])).Text);
    }

    [Fact]
    public void OnlyWhatTheSummaryShowsIsCompared()
        => Check(
            ConclusionKind.SamplingError, null,
            Records.Learner("one", new MetricRecord("own", "m", "q", 1, 9)), Records.Learner("two", new MetricRecord("own", "m", "q", 2, 9)));

    private static void Check(ConclusionKind kind, string? words, params LearnerRecord[] learners) => CheckOnly(kind, words, Records.Create("one", learners));

    // The only conclusion says the words, or there is none.
    private static void CheckOnly(ConclusionKind kind, string? words, RunRecord record)
    {
        var conclusions = Analyse(record, []);

        Assert.Equal(words is null ? [] : [kind], conclusions.Select(conclusion => conclusion.Kind));
        Assert.All(conclusions, conclusion => Assert.Contains(words!, conclusion.Text, StringComparison.Ordinal));
    }

    private static Conclusion[] Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => [.. RunAnalysers.All.SelectMany(analyser => analyser.Analyse(record, measurements))];

    private static Measurement At(string learner, long step, double value) => new(learner, step, 0, "loss", new Metric("population", value));
}
