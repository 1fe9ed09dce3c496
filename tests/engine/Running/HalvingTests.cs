using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Learners that do poorly halt early, whatever is found, interrupted or fails.</summary>
public sealed class HalvingTests : IDisposable
{
    // The first learner is best where the speed is largest, the second where it is least: five runs go on as three, two and one.
    private const string Sweep = """Sweep={ "Let:speed": [3, 1, 5, 2, 4], "Seed": "1..2" }""";
    private const string Select = """Select={ "Paths": ["Let:speed"], "Metric": "voyage:moved", "Best": "most", "Halving": { "FirstSteps": 2 } }""";
    private const string Whole = """Select={ "Paths": ["Let:speed"], "Metric": "voyage:moved", "Best": "most" }""";

    private static readonly string[] Experiment =
    [
        "Let:speed=1",
        """Learners={ "fast": { "Model": { "Name": "walking" }, "Optimizer": { "Name": "runner", "Speed": "= Let:speed" } }, "slow": { "Model": { "Name": "walking" }, "Optimizer": { "Name": "runner", "Speed": "= 6 - Let:speed" } } }""",
        """Evaluators={ "voyage": { "Every": 1 } }""",
    ];

    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void TheBetterPartGoesOnToTwiceTheSteps()
    {
        var runner = Run(Plan(Sweep, Select));

        Assert.Equal(Expected, Ends(runner));
        Assert.Equal(10, runner.Made);
        Assert.Equal(10, StoredRuns.Under(_output.Path).Count);
        Assert.All(runner.Results.SelectMany(run => run.Result.Record.Learners).Where(learner => learner.Status == RunStatus.Halted), learner => Assert.Contains($"halted after step {learner.Steps} of 20", learner.Message));

        // What was measured is kept; of each learner and seed the one that was not halted counts.
        Assert.All(runner.Results, run => Assert.All(run.Result.Record.Learners, learner => Assert.True(learner.Metrics[0].Value > 0.9 * learner.Steps)));
        var rows = AggregateTable.Compute(new ExperimentResults(runner.Plan, runner.Results)).Rows.Where(row => row.Metric == "moved").ToArray();
        Assert.Equal([("fast", 2), ("slow", 2)], rows.Select(row => (row.Learner, row.Summary.Count)).Order());
        Assert.All(rows, row => Assert.InRange(row.Summary.Median, 100, 100.1));
    }

    [Fact]
    public void TheWinnersAreWhatTheyWouldBeWithoutHalving()
    {
        using var other = new TempFolder();
        var halved = Run(Plan(Sweep, Select));
        var whole = Run(Plan(Sweep, Whole), other.Path);

        foreach (var (run, result) in whole.Results)
        {
            var twin = halved.Results.First(one => one.Run.Identity == run.Identity).Result;
            foreach (var learner in twin.Record.Learners.Where(learner => learner.Status == RunStatus.Done))
            {
                Assert.Equal(result.Record.Learners.First(one => one.Label == learner.Label).Weights, learner.Weights);
                Assert.Equal(Rows(result, learner.Label), Rows(twin, learner.Label));
            }
        }

        Assert.Equal(Winners(whole), Winners(halved));
    }

    // Interrupted wherever, the next goes on to the same end, and one after it has nothing to do.
    [Theory]
    [InlineData(40)]
    [InlineData(90)]
    [InlineData(150)]
    public void AnInterruptionChangesNothing(int when)
    {
        using var stop = new CancellationTokenSource();
        using var first = Runs.Runner(Plan(Sweep, Select), _output.Path, time: new StoppingClock(when, stop), interruption: stop.Token);
        first.Prepare();
        first.Run(new RecordingDisplay());
        Assert.NotEqual(Expected, Ends(first));

        Assert.Equal(Expected, Ends(Run(Plan(Sweep, Select))));
        var last = Run(Plan(Sweep, Select));
        Assert.Equal(Expected, Ends(last));
        Assert.Equal(0, last.Made);
    }

    [Fact]
    public void WithoutHalvingTheHaltedAreMadeToTheirEnd()
    {
        Run(Plan(Sweep, Select));
        var whole = Run(Plan(Sweep, Whole));

        Assert.All(whole.Results, run => Assert.Equal(RunStatus.Done, run.Result.Record.Status));
        Assert.All(whole.Results.SelectMany(run => run.Result.Record.Learners), learner => Assert.Equal(20, learner.Steps));
        Assert.Equal(10, StoredRuns.Under(_output.Path).Count);

        var halved = Run(Plan(Sweep, Select));
        Assert.Equal(0, halved.Made);
        Assert.All(halved.Results, run => Assert.Equal(RunStatus.Done, run.Result.Record.Status));
    }

    // A range of whole numbers, made again where there is a result of all.
    [Fact]
    public void AgainMakesAllAnew()
    {
        const string Range = """Sweep={ "Let:speed": "1..5", "Seed": "1..2" }""";
        Run(Plan(Range, Whole));

        using var again = Runs.Runner(Plan(Range, Select), _output.Path, new RunOptions(Again: true));
        again.Prepare();
        again.Run(new RecordingDisplay());

        Assert.Equal(Expected.Order(), Ends(again).Order());
        Assert.Equal(20, StoredRuns.Under(_output.Path).Count);
        Assert.Contains("fast: of 2 choices speed = 5 in 2", Engine.Analysis.Reports.ConclusionSentences.Compute(new ExperimentResults(again.Plan, again.Results))[^2]);
    }

    [Fact]
    public void ALearnerThatFailsIsNoneOfTheBest()
    {
        var runner = Run(Plan(Sweep, Select, "Learners:fast:Optimizer:FailsAbove=4.5"));

        foreach (var seed in runner.Results.GroupBy(run => run.Run.Seed))
        {
            var fast = seed.ToDictionary(run => int.Parse(run.Run.VariedValue("Let:speed")!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture), run => run.Result.Record.Learners.First(learner => learner.Label == "fast"));
            Assert.Equal((RunStatus.Failed, RunStatus.Done), (fast[5].Status, fast[4].Status));
            Assert.Equal(Expected.Where(end => end.Learner == "slow" && end.Seed == seed.Key), Ends(runner).Where(end => end.Learner == "slow" && end.Seed == seed.Key));
        }
    }

    [Fact]
    public void AMetricThatNobodyHasHaltsNobody()
    {
        var runner = Run(Plan(Sweep, Select.Replace("voyage:moved", "voyage:other", StringComparison.Ordinal)));

        Assert.All(runner.Results, run => Assert.Equal(RunStatus.Done, run.Result.Record.Status));
    }

    [Theory]
    [InlineData("voyage", "Evaluators:voyage:Every=3")]
    [InlineData("optimizer", "Learners:slow:Optimizer:Every=3")]
    public void WhatMeasuresNothingUpToThereIsRefused(string label, string cadence)
    {
        var refusal = Assert.Throws<Configuration.ConfigurationException>(() => Plan(Sweep, Select.Replace("voyage:", $"{label}:", StringComparison.Ordinal), cadence));

        Assert.Contains($"Select:Halving: compares what \"{label}\" has measured up to step 2, and it measures nothing between the start and there; give it PerDecade, or Every of at most 2", refusal.Message);
    }

    // The fastest leads at steps 2 and 4 and diverges at the fifth: the next best goes on in its place, from where it halted, to its end.
    [Fact]
    public void ASurvivorThatDivergesLeavesItsPlaceToTheNext()
    {
        var runner = Run(Plan(Sweep, Select, "Learners:fast:Optimizer:DivergesAbove=4.5"));

        foreach (var seed in runner.Results.GroupBy(run => run.Run.Seed))
        {
            var fast = seed.ToDictionary(run => (int)run.Run.VariedNumber("Let:speed")!, run => run.Result.Record.Learners.First(learner => learner.Label == "fast"));
            Assert.Equal((RunStatus.Diverged, RunStatus.Done, 20L), (fast[5].Status, fast[4].Status, fast[4].Steps));
        }

        var winners = Winners(runner).Where(winner => winner.StartsWith("fast", StringComparison.Ordinal)).ToArray();
        Assert.Equal(runner.Plan.Runs.Where(run => run.VariedNumber("Let:speed") == 4).Select(run => $"fast {run.Identity}"), winners);
    }

    [Fact]
    public void WhatWonIsSaidAndWhetherItWasTheEndOfTheList()
    {
        var runner = Run(Plan(Sweep, Select));

        var sentences = Engine.Analysis.Reports.ConclusionSentences.Compute(new ExperimentResults(runner.Plan, runner.Results));

        Assert.Equal(
            [
                "fast: of 2 choices speed = 5 in 2; most often the largest speed of the list, so the best may lie beyond it",
                "slow: of 2 choices speed = 1 in 2; most often the smallest speed of the list, so the best may lie beyond it",
            ],
            sentences.TakeLast(2));
    }

    private static IEnumerable<(long Seed, int Speed, string Learner, RunStatus Status, long Steps)> Expected =>
    [
        .. from speed in new[] { 3, 1, 5, 2, 4 }
           from seed in new long[] { 1, 2 }
           from learner in new[] { "fast", "slow" }
           let rank = learner == "fast" ? 6 - speed : speed
           select (seed, speed, learner, rank == 1 ? RunStatus.Done : RunStatus.Halted, rank switch { 1 => 20L, 2 => 8, 3 => 4, _ => 2 }),
    ];

    private static IEnumerable<(long Seed, int Speed, string Learner, RunStatus Status, long Steps)> Ends(ExperimentRunner runner)
        => [.. runner.Results.SelectMany(run => run.Result.Record.Learners, (run, learner) => (run.Run.Seed, int.Parse(run.Run.VariedValue("Let:speed")!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture), learner.Label, learner.Status, learner.Steps))];

    private static string[] Winners(ExperimentRunner runner)
    {
        var results = new ExperimentResults(runner.Plan, runner.Results);
        var selection = new Selection(results);
        return [.. results.Runs.SelectMany(run => selection.Counted(run).Select(learner => $"{learner.Label} {run.Run.Identity}"))];
    }

    private static string[] Rows(StoredRun run, string learner)
        => [.. MetricsFile.Load(new RunFolder(run.Folder)).Where(row => row.Learner == learner).Select(row => $"{row.Step} {row.Evaluator}:{row.Metric} {row.Value:R}")];

    private static ExperimentPlan Plan(params string[] assignments) => Plans.Experiment([], Plans.Usual, [.. Experiment, .. assignments]);

    private ExperimentRunner Run(ExperimentPlan plan, string? output = null)
    {
        using var runner = Runs.Runner(plan, output ?? _output.Path);
        runner.Prepare();
        runner.Run(new RecordingDisplay());
        return runner;
    }

    // Asks for an end at its n-th call: at another place each time, since runs are made side by side.
    private sealed class StoppingClock(int calls, CancellationTokenSource stop) : TimeProvider
    {
        private int _left = calls;

        public override DateTimeOffset GetUtcNow() => Runs.Moment;

        public override long GetTimestamp()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                stop.Cancel();
            }

            return base.GetTimestamp();
        }
    }
}
