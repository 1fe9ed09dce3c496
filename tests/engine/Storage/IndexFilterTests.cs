using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Filters;
using BeyondNtk.Engine.Storage.Index;

namespace BeyondNtk.Engine.Tests;

public sealed class IndexFilterTests : IDisposable
{
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    /// <summary>Each filter beside what it means, said in C# of the record itself.</summary>
    [Fact]
    public void FindsWhatTheRecordsSay()
    {
        var records = Random(new Random(1), 60).ToArray();
        Records.Save(_output, records);
        var store = new RunStore(_output.Path, Runs.Clock);

        Check("seed < 2", (run, _) => run.Seed < 2);
        Check("seed<=2", (run, _) => run.Seed <= 2);
        Check("seed > 2", (run, _) => run.Seed > 2);
        Check("seed>=2.5", (run, _) => run.Seed >= 2.5);
        Check("seed = 2", (run, _) => run.Seed == 2);
        Check("seed != 2", (run, _) => run.Seed != 2);
        Check("seed = 2e0", (run, _) => run.Seed == 2);
        Check("population < 0.5", (_, learner) => Loss(learner) < 0.5);
        Check("loss:population >= .5", (_, learner) => Loss(learner) >= 0.5);
        Check("not population < 0.5", (_, learner) => !(Loss(learner) < 0.5));
        Check("population = nan", (_, learner) => Loss(learner) is double.NaN);
        Check("population != NaN", (_, learner) => Loss(learner) is { } loss and not double.NaN);
        Check("population < nan or population >= nan", (_, _) => false);
        Check("population != 0.5", (_, learner) => Loss(learner) is { } loss && loss != 0.5);
        Check("population < inf", (_, learner) => Loss(learner) < double.PositiveInfinity);
        Check("population = +INF", (_, learner) => Loss(learner) == double.PositiveInfinity);
        Check("population > -inf", (_, learner) => Loss(learner) > double.NegativeInfinity);
        Check("experiment = ÉTUDE", (run, _) => run.Experiment == "étude");
        Check("experiment != 'small'", (run, _) => run.Experiment != "small");
        Check("LEARNER = \"a b\"", (_, learner) => learner?.Label == "a b");
        Check("learner != A", (_, learner) => learner is not null && learner.Label != "a");
        Check("learner > a", (_, learner) => learner?.Label is "a b");
        Check("bias = true", (run, learner) => Bias(run, learner) == true);
        Check("Model:Bias != 'true'", (run, learner) => Bias(run, learner) == false);
        Check("status = running", (run, _) => run.Status == RunStatus.Running);
        Check("started >= 2024-05-06T07:30", (run, _) => run.Started >= Runs.Moment.Date.AddHours(7.5));
        Check("seed < 3 and population < 0.7", (run, learner) => run.Seed < 3 && Loss(learner) < 0.7);
        Check("seed < 1 or seed > 3 and learner = a", (run, learner) => run.Seed < 1 || (run.Seed > 3 && learner?.Label == "a"));
        Check("(seed < 1 OR seed > 3) AND learner = a", (run, learner) => run.Seed is < 1 or > 3 && learner?.Label == "a");
        Check("NOT seed<1 and not(seed>3)", (run, _) => run.Seed is >= 1 and <= 3);
        Check("not not (seed = 1)", (run, _) => run.Seed == 1);
        Check("learner = \"x' OR '1'='1\"", (_, _) => false);

        void Check(string filter, Func<RunRecord, LearnerRecord?, bool> means)
        {
            var expected = records.SelectMany(run => run.Learners.DefaultIfEmpty<LearnerRecord?>(null), (run, learner) => (Run: run, Learner: learner))
                .Where(row => means(row.Run, row.Learner)).Select(row => $"{row.Run.Id} {row.Learner?.Label}");
            var found = store.ReadRows(FilterParser.Parse(filter))!.Select(row => $"{row.Text("run")} {row.Text("learner")}");
            Assert.True(expected.Order().SequenceEqual(found.Order()), $"{filter}: {string.Join(", ", found)}");
        }
    }

    [Theory]
    [InlineData("", "character 1: expected a name, found the end")]
    [InlineData("3 < seed", "character 1: expected a name, found '3'")]
    [InlineData("seed", "character 5: expected a comparison (<, <=, >, >=, = or !=), found the end")]
    [InlineData("seed <", "character 7: expected a number, a word or text in quotes, found the end")]
    [InlineData("seed < and", "character 8: expected a number, a word or text in quotes, found 'and'")]
    [InlineData("seed == 3", "character 6: '==' is no comparison; allowed: <, <=, >, >=, =, !=")]
    [InlineData("seed < 3 && seed > 1", "character 10: expected 'and', 'or' or the end, found '&&'")]
    [InlineData("(seed < 3", "character 10: expected 'and', 'or' or ')', found the end")]
    [InlineData("seed < 3)", "character 9: expected 'and', 'or' or the end, found ')'")]
    [InlineData("learner = 'a", "character 11: the text that begins here has no closing '")]
    [InlineData("seed < many", "character 8: 'seed' holds numbers, and 'many' is none")]
    [InlineData("learner = 3", "character 11: 'learner' holds text, and 3 is a number; in quotes it is text")]
    [InlineData("seed = 1 and steps = 50 and Steps = 50 and 1", "character 44: expected a name, found '1'")]
    [InlineData("Stages:0 = 1", "character 1: there is no column 'Stages:0'; allowed")]
    [InlineData("populaton < 1", "did you mean 'population'?")]
    [InlineData("Modle:Width < 1", "did you mean 'Model:Width'?")]
    [InlineData("standard < 1", "Model:Width")]
    [InlineData("ridge < 1", "'ridge' may be Optimizer:Ridge or optimizer:ridge; write out which")]
    [InlineData("OPTIMIZER:RIDGE < 1", "'OPTIMIZER:RIDGE' may be Optimizer:Ridge or optimizer:ridge; write out which")]
    public void WhatIsWrongIsSaidWithItsPlace(string filter, string says)
        => Assert.Contains(says, Assert.Throws<ConfigurationException>(() => Find(filter)).Message);

    [Theory]
    [InlineData("steps = 7")]
    [InlineData("Stages:1:Steps = 60")]
    [InlineData("OPTIMIZER:STAGES:1:steps = 60")]
    [InlineData("optimizer:ridge = 2 and Optimizer:Ridge = 1e-3")]
    [InlineData("standard-error = 0.5")]
    public void AColumnIsKnownByItsNameOrAnEndThatNoOtherHas(string filter) => Assert.Single(Find(filter));

    [Fact]
    public void ALongFilterIsRefusedBeforeAnythingOverflows()
        => Assert.Contains("too long", Assert.Throws<ConfigurationException>(() => FilterParser.Parse(new string('(', 100_000))).Message);

    private IReadOnlyList<IndexRow> Find(string filter)
    {
        Records.Save(_output, Records.Create("1", Records.Learner("a", Records.Loss(0.25, 0.5), new("optimizer", "ridge", "q", 2, null))));
        var store = new RunStore(_output.Path, Runs.Clock);
        return store.ReadRows(FilterParser.Parse(filter))!;
    }

    private static double? Loss(LearnerRecord? learner) => learner?.Metrics is [var first, ..] ? first.Value : null;

    private static bool? Bias(RunRecord run, LearnerRecord? learner) => learner is null ? null : (bool?)run.Configuration["Learners"]![learner.Label]!["Model"]!["Bias"];

    private static IEnumerable<RunRecord> Random(Random random, int count)
    {
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.5];
        string[] labels = ["a", "a b"];
        for (var id = 0; id < count; id++)
        {
            var learners = labels.Where(_ => random.Next(3) > 0).Select(label => Records.Learner(label, [.. Losses()])).ToArray();
            var record = Records.Create($"{id}", learners);
            foreach (var (_, learner) in record.Configuration["Learners"]!.AsObject())
            {
                learner!["Model"]!["Bias"] = random.Next(3) switch { 0 => null, 1 => (JsonNode)false, _ => true };
            }

            yield return record with { Seed = random.Next(5), Experiment = random.Next(2) == 0 ? "small" : "étude", Started = Runs.Moment.AddMinutes(id) };
        }

        IEnumerable<MetricRecord> Losses() => random.Next(5) switch
        {
            0 => [],
            1 => [Records.Loss(special[random.Next(special.Length)])],
            _ => [Records.Loss(random.NextDouble())],
        };
    }
}
