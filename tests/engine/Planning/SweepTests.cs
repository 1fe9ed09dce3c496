using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>From an experiment with a sweep to its runs.</summary>
public sealed class SweepTests
{
    [Fact]
    public void ListsVaryAsAGridTheLastFastest()
    {
        var plan = Plan("""Sweep={ "Teacher:Dimension": [2, 4], "Seed": "3..5" }""");

        Assert.Equal(["Teacher:Dimension", "Seed"], plan.Varied);
        Assert.Equal([(2, 3L), (2, 4), (2, 5), (4, 3), (4, 4), (4, 5)], plan.Runs.Select(run => (Dimension(run), run.Settings.Seed)));
        Assert.Equal("Dimension = 4, Seed = 5", plan.Names.Of(plan.Runs[^1]));
    }

    [Fact]
    public void ListsUnderZipVaryInStep()
    {
        var plan = Plan("""Sweep={ "Zip": { "Teacher:Dimension": [2, 4], "Samples": [20, 40] }, "Seed": [1, 2] }""");

        Assert.Equal([(2, 20), (2, 20), (4, 40), (4, 40)], plan.Runs.Select(run => (Dimension(run), run.Settings.Samples!.Value)));
    }

    // Experiments were written when the group had that name.
    [Fact]
    public void TheOldNameOfZipGivesTheSameRunsAndARemark()
    {
        const string Lists = """{ "Teacher:Dimension": [2, 4], "Samples": [20, 40] }""";
        var zip = Plan($$"""Sweep={ "Zip": {{Lists}}, "Seed": [1, 2] }""");
        var old = Plan($$"""Sweep={ "Together": {{Lists}}, "Seed": [1, 2] }""");

        Assert.Equal(zip.Varied, old.Varied);
        Assert.Equal(zip.Runs.Select(run => run.Identity), old.Runs.Select(run => run.Identity));
        Assert.Equal("Experiments:small:Sweep:Together: is called Zip now; the old name is still read", Assert.Single(old.Remarks));
        Assert.Empty(zip.Remarks);
    }

    [Fact]
    public void ExpressionsAreEvaluatedInEachRun()
    {
        var plan = Plan(
            """Sweep={ "Teacher:Dimension": [2, 4], "Learners:first:Optimizer:Steps": ["= 3 * Let:ratio", "= Samples / 4"] }""",
            "Samples== 10 * Teacher:Dimension^Let:power", "Let:power=2", "Let:ratio== Let:power + 1");

        Assert.Equal([(40, 9), (40, 10), (160, 9), (160, 40)], plan.Runs.Select(run => (run.Settings.Samples!.Value, Steps(run))));
        Assert.Equal(["9", "10", "9", "40"], plan.Runs.Select(run => VariedText.Value(run.Varied[1].Value)));
    }

    [Fact]
    public void AWholePartCanVary()
    {
        var plan = Plan("""Sweep={ "Teacher": [{ "Name": "plain" }, { "Name": "network", "Dimension": 4 }] }""");

        Assert.Equal(["plain", "network"], plan.Runs.Select(run => run.Teacher.Name));
        Assert.Equal("Teacher = network", plan.Names.Of(plan.Runs[1]));
    }

    [Fact]
    public void WithoutASweepThereIsOneRun() => Assert.Empty(Assert.Single(Plan().Runs).Varied);

    [Fact]
    public void WhatIsSetNoLongerVaries()
    {
        string[] sweep = ["""Sweep={ "Teacher:Dimension": [2, 4], "Zip": { "Seed": [1, 2], "Samples": [10, 20] } }"""];

        Assert.Equal(["Seed", "Samples"], Plan([.. sweep, "teacher:dimension=3"]).Varied);
        Assert.Equal(["Teacher:Dimension", "Samples"], Plan([.. sweep, "Seed=9"]).Varied);
    }

    [Fact]
    public void ASweepIsSetByItsPaths()
    {
        var plan = Plan("Sweep:Teacher:Dimension=[2, 3, 4]", "Sweep:Zip:Seed=[1, 2]", "Sweep:Zip:Samples=[10, 20]");

        Assert.Equal(6, plan.Runs.Count);
    }

    // The one that is wrong, among groups of one name.
    [Fact]
    public void AMistakeInOneGroupIsNamedByWhatDiffersInIt()
    {
        var problem = Plans.Problem(
            """Sweep={ "Teacher": [{ "Name": "plain", "Dimension": 4 }, { "Name": "plain", "Dimension": 3 }] }""", "Samples== Teacher:Dimension / 2");

        Assert.Contains("where Teacher = plain (Dimension = 3)", problem);
    }

    [Fact]
    public void TheIdentityIsThatOfTheResolvedConfiguration()
    {
        var runs = Plan("""Sweep={ "Seed": [1, 2] }""").Runs;
        var alone = Assert.Single(Plan("Seed=2", "Description=something else", "Teacher:Dimension=3").Runs);

        Assert.NotEqual(runs[0].Identity, runs[1].Identity);
        Assert.Equal(runs[1].Identity, alone.Identity);
        Assert.NotEqual(alone.Identity, Assert.Single(Plan("Seed=2", "Teacher:Dimension=4").Runs).Identity);
    }

    [Fact]
    public void WhatMakesNoDifferenceIsNoPartOfTheIdentity()
    {
        const string First = """ "first": { "Model": { "Name": "trainable" }, "Optimizer": { "Name": "gradient" } } """;
        const string Second = """ "a-second": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } } """;
        RunPlan[] runs =
        [
            .. new[]
            {
                new[] { $"Learners={{ {Second}, {First} }}" },
                [$"Learners={{ {First}, {Second} }}"],
                [$"Learners={{ {First}, {Second} }}", "Learners:first:Objective:Samples=77"],
                [$"Learners={{ {First}, {Second} }}", """Evaluators={ "twice": { "Name": "probe", "Factor": 2 }, "probe": {} }"""],
                [$"Learners={{ {First}, {Second} }}", """Evaluators={ "probe": {}, "twice": { "Name": "probe", "Factor": 2 } }"""],
                [$"Learners={{ {First}, {Second} }}", "Learners:first:Objective:Name=fresh"],
                [$"Learners={{ {First}, {Second} }}", "Learners:first:Objective:Name=fresh", "Learners:first:Objective:Samples=77"],
            }.Select(Plans.Create),
        ];

        Assert.Equal(runs[0].Identity, runs[1].Identity);
        Assert.Equal(runs[1].Identity, runs[2].Identity);
        Assert.Equal(runs[3].Identity, runs[4].Identity);
        Assert.Equal(5, runs.Select(run => run.Identity).Distinct().Count() + 1);
        Assert.Null(runs[0].FormerIdentity);
        Assert.NotEqual(runs[1].Identity, runs[1].FormerIdentity);
    }

    // A gradient takes its objective, which may be of no sample.
    [Theory]
    [InlineData(false, "Learners:first:Objective:Name=population")]
    [InlineData(false, "Samples=21")]
    [InlineData(true, "Learners:first:Objective:Name=population", "Samples=21")]
    public void WhatNoPartTakesIsNoPartOfTheIdentity(bool isSame, params string[] settings)
    {
        var without = Plans.Create([.. settings[..^1]]);
        var with = Plans.Create(settings);

        Assert.Equal(isSame, without.Identity == with.Identity);
    }

    [Theory]
    [InlineData("""{ "Seed": 3 }""", "Sweep:Seed: is 3; allowed: a list", "\"0..9\"")]
    [InlineData("""{ "Seed": [] }""", "Sweep:Seed: is []; allowed: a list", "")]
    [InlineData("""{ "Seed": "9..0" }""", "Sweep:Seed: is \"9..0\"", "")]
    [InlineData("""{ "Seed": [1, 1] }""", "1 is in the list twice", "")]
    [InlineData("""{ "Zip": { "Seed": [1, 2, 1], "Samples": [5, 5, 5] } }""", "the lists have Seed = 1, Samples = 5 twice", "")]
    [InlineData("""{ "Seed": "0..999", "Samples": "1..1000" }""", "makes 1000000 runs", "at most 100000")]
    [InlineData("""{ "Zip": { "Seed": [1, 2], "Samples": [1] } }""", "equally long", "2 (Seed), 1 (Samples)")]
    [InlineData("""{ "Zip": [1, 2] }""", "Sweep:Zip: is [1,2]", "a group of lists")]
    [InlineData("""{ "Seed": [1], "Zip": { "seed": [2] } }""", "'Seed' varies twice", "")]
    [InlineData("""{ "Teacher:Dimensoin": [2] }""", "Dimensoin: unknown setting", "did you mean 'Dimension'? (from Sweep, which varies Teacher:Dimensoin)")]
    [InlineData("""{ "Teacher:Dimension": [2, 99] }""", "Dimension: is 99; allowed: 1 to 50", "(from Sweep, which varies Teacher:Dimension)")]
    [InlineData("""{ "Seed:More": [1] }""", "cannot vary 'Seed:More'", "'Seed' is a value")]
    [InlineData("""{ "Learners:first:Model:Name": ["trainable", "TRAINABLE"] }""", "these runs are the same", "Name = trainable and Name = TRAINABLE")]
    public void WhatIsWrongWithASweepIsOneProblem(string sweep, string message, string hint)
    {
        var problem = Plans.Problem($"Sweep={sweep}");

        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.Contains(hint, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("= 2 * Teacher:Dimensoin", "no number is written at 'Teacher:Dimensoin'", "did you mean 'Teacher:Dimension'?")]
    [InlineData("= Seed-1", "no number is written at 'Seed-1'", "a minus stands between blanks")]
    [InlineData("= Teacher:Name", "'Teacher:Name' is \"plain\"", "only a number")]
    [InlineData("= Samples + 1", "it needs its own value", "Samples needs Samples")]
    [InlineData("= 2 +", "it ends where", "from the expression \"= 2 +\"")]
    [InlineData("= Teacher:Dimension / 2", "Samples: is 1.5; allowed: a whole number", "from the expression \"= Teacher:Dimension / 2\" where Dimension = 3")]
    public void AnExpressionThatHasNoGoodValueIsOneProblem(string expression, string message, string hint)
    {
        // At every point of the sweep it is wrong anew, and still told once.
        var problem = Plans.Problem($"Samples={expression}", """Sweep={ "Teacher:Dimension": [3, 5, 7] }""");

        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.Contains(hint, problem, StringComparison.Ordinal);
    }

    private static ExperimentPlan Plan(params string[] assignments) => Plans.Experiment([], Plans.Usual, [.. assignments]);

    private static int Dimension(RunPlan run) => ((PlainTeacherOptions)run.Teacher.Options).Dimension;

    private static int Steps(RunPlan run) => ((StepsOptions)run.Learners[0].Optimizer.Part.Options).Steps;
}
