namespace BeyondNtk.EndToEnd.Tests;

/// <summary>What the environment of the process asks for.</summary>
public sealed class EnvironmentVariableTests : IDisposable
{
    private readonly TheProgram _program = new();

    public void Dispose() => _program.Dispose();

    // 256 MiB, in hexadecimal: what a small container gives.
    [Theory]
    [InlineData("Experiments:separation:Samples: is 10000000;", "examples fit", "Samples=10000000")]
    [InlineData("Experiments:separation:Learners:student:Model: model 'relu-student': Width is 1000000:", "neurons fit", "Learners:student:Model:Width=1000000")]
    [InlineData("Experiments:separation:Learners:random-features:Optimizer: optimizer 'feature-ridge': a fit of 20000 features", "features fit", "Learners:random-features:Model:Features=20000")]
    public void WhatDoesNotFitInMemoryIsOneClearErrorBeforeAnythingRuns(string says, string hints, string assignment)
    {
        var result = _program.RunWith("DOTNET_GCHeapHardLimit", "0x10000000", "run", "separation", "--set", "Samples=1000", "--set", assignment);

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"error: {says}", error, StringComparison.Ordinal);
        Assert.Contains("this process may use 268,435,456", error, StringComparison.Ordinal);
        Assert.Contains(hints, error, StringComparison.Ordinal);
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
}
