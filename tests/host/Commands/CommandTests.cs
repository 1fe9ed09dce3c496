using System.Text.Json;

namespace BeyondNtk.Host.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly InProcess _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void TheShippedConfigurationIsValid()
    {
        var result = _program.Run("validate");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("separation", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_program.Scratch, "runs")));
    }

    [Theory]
    [InlineData("there is no experiment 'seperation'", "did you mean 'separation'", "run", "seperation")]
    [InlineData("there is no experiment 'seperation'", "did you mean 'separation'", "explain", "seperation")]
    [InlineData("Teacher:Dimensoin: unknown setting", "did you mean 'Dimension'", "validate", "--set", "Teacher:Dimensoin=12")]
    [InlineData("Samples: is -3; allowed: 1 to 1000000000", "from --set", "run", "--set", "Samples=-3")]
    [InlineData("needs a model that is ITrainable", "'relu-student'", "validate", "--set", "Learners:ntk:Optimizer:Name=sgd")]
    [InlineData("needs a sample", "Experiments:separation:Samples", "validate", "--set", "Samples=null")]
    [InlineData("needs 8,000,000,000,000 bytes", "Learners:ntk:Optimizer", "validate", "separation", "--set", "Samples=1000000")]
    [InlineData("--plugins nowhere", "no such folder", "plugins", "--plugins", "nowhere")]
    [InlineData("nowhere.json", "cannot be read", "run", "--config", "nowhere.json")]
    [InlineData("no kind 'modle'", "did you mean 'model'", "describe", "modle")]
    [InlineData("no run 'x'", "nothing to choose from", "runs", "show", "x")]
    [InlineData("character 6: '==' is no comparison", "allowed: <", "runs", "list", "--where", "loss == 1")]
    [InlineData("--csv and --json", "choose one", "runs", "export", "--csv", "--json")]
    [InlineData("--file nowhere/runs.csv", "cannot be written", "runs", "export", "--file", "nowhere/runs.csv")]
    [InlineData("frobnicate", "", "frobnicate")]
    public void AWrongInputIsOneClearErrorAndExitCode2(string says, string hints, params string[] arguments)
    {
        var result = _program.Run(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Contains(hints, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_program.Scratch, "runs")));
    }

    [Fact]
    public void ExplainShowsWhereValuesCameFromOneALineAndMakesNothing()
    {
        var result = _program.Run("explain", "separation-law", "--set", "Learners:ntk:Model:Layers=first");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the first of 18 runs, Dimension = 8, Seed = 1;", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  Learners:ntk:Model:Layers += ""first"" +--set\r?\n", result.Output);
        Assert.Matches(@"\n  Samples += 640 += 10 \* Teacher:Dimension\^2  \(li-ma-zhang.json:\d+\)\r?\n", result.Output);
        Assert.False(Directory.Exists(Path.Combine(_program.Scratch, "runs")));
    }

    [Fact]
    public void DescribeShowsTheAuthorsDocComments()
    {
        var result = _program.Run("describe", "optimizer", "truncated-gradient-descent");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("not clipped", result.Output, StringComparison.Ordinal);
        Assert.Contains("mean-field | plain", result.Output, StringComparison.Ordinal);
        Assert.Contains("The step size eta.", result.Output, StringComparison.Ordinal);
        Assert.Contains("measures: T*, tail", _program.Run("describe", "evaluator", "tensor-terms").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsAreListedShownComparedAndExported()
    {
        var configuration = _program.Write("small.json", SmallExperiment.Configuration);
        _program.RunHere("--config", configuration, "--set", "Learners:student:Optimizer:Stages:1:Steps=1");
        var first = Path.GetFileName(Assert.Single(_program.Runs("small")));
        _program.RunHere("--config", configuration, "--set", "Learners:student:Optimizer:Stages:1:Steps=2");
        string[] ids = [first, .. _program.Runs("small").Select(run => Path.GetFileName(run)!).Where(id => id != first)];

        foreach (var all in new[] { _program.RunHere("runs"), _program.RunHere("runs", "list") })
        {
            Assert.All(ids, id => Assert.Contains(id, all.Output, StringComparison.Ordinal));
        }

        var found = _program.RunHere("runs", "list", "--where", "population-loss:loss < 1 and Optimizer:Stages:1:Steps = 2");
        Assert.DoesNotContain($"{ids[0]} ", found.Output, StringComparison.Ordinal);
        Assert.Matches($"{ids[1]} .*student", found.Output);
        Assert.True(File.Exists(Path.Combine(_program.Output, "index.sqlite")));

        Assert.Contains("condition-by-", _program.RunHere("runs", "show", $"small/{ids[1]}").Output, StringComparison.Ordinal);
        var compared = _program.RunHere("runs", "diff", ids[0], ids[1]).Output;
        Assert.Matches(@"Learners:student:Optimizer:Stages:1:Steps +│ 1 +│ 2 ", compared);
        Assert.Matches(@"ntk +│ population-loss:loss .* 1 │", compared);
        Assert.Contains("plugins and environment: no difference", compared, StringComparison.Ordinal);

        var csv = _program.RunHere("runs", "export", "--where", "learner = ntk").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, csv.Length);
        Assert.StartsWith("run,experiment,status,", csv[0], StringComparison.Ordinal);
        var file = Path.Combine(_program.Scratch, "runs.json");
        Assert.Equal("", _program.RunHere("runs", "export", "--json", "--file", file).Output);
        Assert.Equal(16, JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetArrayLength());

        Assert.Contains("no run '1999'", _program.RunHere("runs", "show", "1999").Error, StringComparison.Ordinal);
        Assert.Contains("may be population-loss:loss or training-loss:loss", _program.RunHere("runs", "--where", "loss < 1").Error, StringComparison.Ordinal);
    }
}
