using System.Globalization;
using System.Text.Json.Nodes;

namespace BeyondNtk.Host.Tests;

public sealed class RunTests : IDisposable
{
    private readonly InProcess _program = new();
    private readonly string _configuration;

    public RunTests() => _configuration = _program.Write("small.json", SmallExperiment.Configuration);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void TheStudentPassesBelowTheKernelsAndLeavesItsTraces()
    {
        var result = _program.RunHere("--config", _configuration);

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        var folder = Assert.Single(_program.Runs("small"));
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "run.json")))!;
        Assert.Equal("done", record["status"]!.GetValue<string>());
        Assert.Equal(8, record["learners"]!.AsArray().Count);
        Assert.Equal("own kernels", record["environment"]!["linearAlgebra"]!.GetValue<string>());

        // (1 - 3/pi)/d, the loss of the best predictor of degree 2 on this teacher.
        var level = (1 - (3 / Math.PI)) / 8;
        Assert.Equal(level, Level(record, "best predictor of degree ≤ 2"), 1e-12);
        var student = Final(record, "student", "population-loss", "loss");
        var kernel = Final(record, "ntk", "population-loss", "loss");
        Assert.True(student < level / 20 && student < kernel / 20, $"the student ends at {student}, the kernel at {kernel}");
        Assert.Equal(Final(record, "ntk", "training-loss", "loss"), Final(record, "ntk-direct", "training-loss", "loss"), 1e-9);

        Assert.Contains(folder, result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "plots", "population-loss.svg")));
        Assert.True(File.Exists(Path.Combine(folder, "weights", "student", "weights.npy")));
        Assert.Contains("student: done", File.ReadAllText(Path.Combine(folder, "log.txt")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void MetricsHaveARowForEveryTimeAnEvaluatorIsDue()
    {
        _program.RunHere("--config", _configuration);

        var rows = File.ReadAllLines(Path.Combine(_program.Runs("small")[0], "metrics.csv"));
        Assert.Equal("learner,step,seconds,evaluator,metric,value", rows[0]);
        var steps = rows.Select(row => row.Split(',')).Where(row => row[0] == "student" && row[3] == "tensor-terms" && row[4] == "T4").ToArray();
        Assert.Equal(["0", "500", "1000", "1500", "2000"], steps.Select(row => row[1]));
        Assert.All(steps, row => Assert.True(double.Parse(row[5], CultureInfo.InvariantCulture) >= 0));
    }

    [Fact]
    public void ResultsDoNotDependOnThreadsAndRepeatToTheBit()
    {
        foreach (var threads in new[] { "1", "2", "3", "3" })
        {
            Assert.Equal(0, _program.RunHere("--config", _configuration, "--again", "--set", $"Threads={threads}").ExitCode);
        }

        var runs = _program.Runs("small");
        foreach (var run in runs.Skip(1))
        {
            Assert.Equal(Measured(runs[0]), Measured(run));
            foreach (var weights in Directory.GetFiles(Path.Combine(runs[0], "weights"), "*.npy", SearchOption.AllDirectories))
            {
                Assert.Equal(File.ReadAllBytes(weights), File.ReadAllBytes(Path.Combine(run, Path.GetRelativePath(runs[0], weights))));
            }
        }
    }

    // What identifies a run leaves their order out.
    [Fact]
    public void TheOrderOfLearnersAndEvaluatorsMakesNoDifference()
    {
        const string Student = """ "student": { "Model": { "Name": "relu-student", "Width": 5 }, "Optimizer": { "Name": "sgd", "StepSize": 0.05, "Steps": 20, "BatchSize": 7 } } """;
        const string Features = """ "features": { "Model": { "Name": "random-features", "Features": 9 }, "Optimizer": { "Name": "feature-ridge" } } """;
        string Configuration(string learners, string evaluators) => $$"""
            { "Run": ["order"], "Experiments": { "order": { "Samples": 40, "Teacher": { "Name": "abs", "Dimension": 4, "Directions": "rotation" }, "Learners": { {{learners}} }, "Evaluators": { {{evaluators}} } } } }
            """;
        string[] files =
        [
            _program.Write("one.json", Configuration($"{Student}, {Features}", """ "population-loss": { "Samples": 100 }, "lottery": { "Name": "training-loss" } """)),
            _program.Write("two.json", Configuration($"{Features}, {Student}", """ "lottery": { "Name": "training-loss" }, "population-loss": { "Samples": 100 } """)),
        ];

        Assert.All(files, file => Assert.Equal(0, _program.RunHere("--config", file, "--again").ExitCode));

        var runs = _program.Runs("order");
        Assert.Equal(2, runs.Length);
        Assert.Equal(Measured(runs[0]).Order(StringComparer.Ordinal), Measured(runs[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ALearnerThatDivergesLeavesTheOthersUnharmed()
    {
        var result = _program.RunHere("--config", _configuration, "--set", "Learners:population:Optimizer:StepSize=1e6");

        Assert.Equal(1, result.ExitCode);
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(_program.Runs("small")[0], "run.json")))!;
        Assert.Equal("diverged", record["status"]!.GetValue<string>());
        var statuses = record["learners"]!.AsArray().ToDictionary(learner => learner!["label"]!.GetValue<string>(), learner => learner!["status"]!.GetValue<string>());
        Assert.Equal("diverged", statuses["population"]);
        Assert.Contains(record["conclusions"]!.AsArray(), one => (one!["kind"]!.GetValue<string>(), one["learner"]?.GetValue<string>()) == ("diverged", "population"));
        Assert.All(statuses.Where(entry => entry.Key != "population"), entry => Assert.Equal("done", entry.Value));
    }

    private static string[] Measured(string run)
        => [.. File.ReadLines(Path.Combine(run, "metrics.csv")).Select(row => row.Split(',')).Select(row => string.Join(',', row.Where((_, column) => column != 2)))];

    private static double Level(JsonNode record, string label)
        => record["referenceLevels"]!.AsArray().First(level => level!["label"]!.GetValue<string>() == label && level["quantity"]!.GetValue<string>() == "population loss")!["value"]!.GetValue<double>();

    private static double Final(JsonNode record, string learner, string evaluator, string metric)
        => record["learners"]!.AsArray().Single(entry => entry!["label"]!.GetValue<string>() == learner)!["metrics"]!.AsArray()
            .Single(entry => entry!["evaluator"]!.GetValue<string>() == evaluator && entry["metric"]!.GetValue<string>() == metric)!["value"]!.GetValue<double>();
}
