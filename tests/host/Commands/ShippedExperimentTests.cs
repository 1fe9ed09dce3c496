namespace BeyondNtk.Host.Tests;

/// <summary>A small version of every experiment that ships: it runs, its figures hold something, and the report shows them.</summary>
public sealed class ShippedExperimentTests : IDisposable
{
    private readonly InProcess _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("separation", 1, 0, "Teacher:Dimension=6", "Samples=300", "Learners:student:Optimizer:Stages:0:Steps=100", "Learners:student:Optimizer:Stages:1:Steps=200")]
    [InlineData("figure-1", 1, 2, "Teacher:Dimension=6", "Samples=300", "Learners:sample:Optimizer:Steps=600", "Learners:population:Optimizer:Steps=600")]
    [InlineData("figure-2", 1, 4, "Teacher:Dimension=6", "Samples=300", "Learners:d-sample:Optimizer:Steps=1000", "Learners:2d-sample:Optimizer:Steps=1000", "Learners:d-population:Optimizer:Steps=1000", "Learners:2d-population:Optimizer:Steps=1000")]
    [InlineData("separation-law", 6, 1, "Sweep:Teacher:Dimension=[4, 6, 8]", "Sweep:Seed=1..2", "Let:steps=400", "Learners:random-features:Model:Features=100")]
    [InlineData("over-parametrization", 8, 2, "Teacher:Dimension=4", "Sweep:Let:ratio=[1, 4]", "Sweep:Seed=1..2", "Learners:sample:Optimizer:Stages:0:Steps=300", "Learners:population:Optimizer:Stages:0:Steps=300")]
    [InlineData("lottery", 2, 4, "Teacher:Dimension=6", "Sweep:Seed=1..2", "Learners:student:Model:Width=20", "Learners:student:Optimizer:Steps=300")]
    [InlineData("truncation", 4, 1, "Teacher:Dimension=4", "Sweep:Let:lambda_1=[0, 0.1]", "Sweep:Let:lambda_0=[0, 1]", "Seed=1", "Learners:student:Optimizer:Stages:1:Steps=200")]
    [InlineData("coefficients", 4, 1, "Teacher:Dimension=4", "Sweep:Teacher:Kappa=[1, 4]", "Sweep:Seed=1..2", "Learners:student:Optimizer:Stages:1:Steps=200")]
    [InlineData("hard-instances", 4, 1, "Teacher:Dimension=4", "Sweep:Teacher:BlockSize=[1, 2]", "Sweep:Seed=1..2", "Learners:student:Optimizer:Stages:1:Steps=200")]
    [InlineData("activation", 4, 2, "Teacher:Dimension=4", "Seed=1", "Learners:student:Optimizer:Stages:0:Steps=200")]
    [InlineData("infinite-width", 2, 2, "Sweep:Seed=1..2", "Teacher:Dimension=4", "Learners:m-1024:Model:Width=32", "Learners:infinite:Model:Particles=10", "Learners:infinite:Optimizer:Steps=30")]
    public void RunsInSmall(string experiment, int runs, int figures, params string[] settings)
    {
        string[] set = [.. settings.SelectMany(setting => new[] { "--set", setting })];

        var result = _program.RunHere(["run", experiment, .. set]);

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        Assert.Equal(runs, _program.Runs(experiment).Length - (figures > 0 ? 1 : 0));
        Assert.Equal(figures, Directory.GetDirectories(Path.Combine(_program.Output, experiment), "set-*").Sum(folder => Directory.GetFiles(Path.Combine(folder, "figures"), "*.svg").Length));

        var report = _program.RunHere(["report", experiment, .. set]);
        Assert.True(report.ExitCode == 0, report.Error + report.Output);
        var html = File.ReadAllText(Path.Combine(_program.Output, "report.html"));
        Assert.True(html.Split("<figure").Length > Math.Max(1, figures), "the report has too few pictures");
    }

    [Fact]
    public void ThePlanOfTheShippedSweepsMakesNothing()
    {
        var result = _program.RunHere("plan", "over-parametrization");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("240 runs, 0 with a result, 240 to be made", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_program.Output));
    }

    [Fact]
    public void TheHardestInstancesAreOfTheirKind()
    {
        var result = _program.Run("validate", "hard-instances", "--set", "Sweep:Teacher:BlockSize=[2, 3]");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("BlockSize", result.Error, StringComparison.Ordinal);
    }
}
