namespace BeyondNtk.EndToEnd.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly TheProgram _program = new();

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
    [InlineData("Teacher:Dimensoin: unknown setting", "did you mean 'Dimension'", "validate", "--set", "Teacher:Dimensoin=12")]
    [InlineData("Samples: is -3; allowed: 1 to 1000000000", "from --set", "run", "--set", "Samples=-3")]
    [InlineData("needs a model that is ITrainable", "models that fit: 'relu-student'", "validate", "--set", "Learners:ntk:Optimizer:Name=sgd")]
    [InlineData("needs a sample", "Experiments:separation:Samples", "validate", "--set", "Samples=null")]
    [InlineData("needs 8,000,000,000,000 bytes", "Learners:ntk:Optimizer", "validate", "--set", "Samples=1000000")]
    [InlineData("--plugins nowhere", "no such folder", "plugins", "--plugins", "nowhere")]
    [InlineData("nowhere.json", "cannot be read", "run", "--config", "nowhere.json")]
    [InlineData("no kind 'modle'", "did you mean 'model'", "describe", "modle")]
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

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public void ANativeLibraryThatIsAskedForAndNotThereIsOneClearError(string command)
    {
        var result = _program.RunWith("BEYONDNTK_BLAS", "/no/such/library.so", command);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: BEYONDNTK_BLAS=/no/such/library.so: no library", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
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
    }

    [Fact]
    public void RunsListsAndShowsWhatWasRun()
    {
        var configuration = _program.Write("small.json", SmallExperiment.Configuration);
        _program.RunHere("--config", configuration, "--set", "Learners:student:Optimizer:Stages:1:Steps=1");
        var id = Path.GetFileName(_program.Runs("small")[0]);

        Assert.Contains(id, _program.RunHere("runs").Output, StringComparison.Ordinal);
        var shown = _program.RunHere("runs", id[..^2]);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("condition-estimate", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, _program.RunHere("runs", "1999").ExitCode);
    }
}
