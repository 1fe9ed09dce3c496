namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Follows the README: its experiment, its sweep and its data set.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly TheProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void TheExperimentOfTheReadmeIsValid()
    {
        var blocks = Blocks(File.ReadAllText(Path.Combine(TheProgram.Root, "README.md")));

        var result = _program.Run("validate", "--config", _program.Write("mine.json", blocks["mine.json"]));

        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Fact]
    public void TheSweepOfTheReadmeRuns()
    {
        var configuration = _program.Write("law.json", Blocks(File.ReadAllText(Path.Combine(TheProgram.Root, "README.md")))["law.json"]);

        var run = _program.RunHere("run", "--config", configuration, "--set", "Sweep:Seed=1..3", "--set", "Learners:student:Optimizer:Steps=500");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains("9 runs, 9 made now, 0 found", run.Output, StringComparison.Ordinal);
        Assert.Contains("loss-times-d: kernel: ", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_program.Output, "law", "figures", "loss-times-d.svg")));
    }

    [PythonFact]
    public void TheDataSetOfTheReadmeIsLearnt()
    {
        var blocks = Blocks(File.ReadAllText(Path.Combine(TheProgram.Root, "README.md")));
        var made = _program.Python(blocks["data.py"]);
        Assert.True(made.ExitCode == 0, made.Error);

        var run = _program.RunHere("run", "--config", _program.Write("data.json", blocks["data.json"]), "--set", "Learners:student:Optimizer:Steps=500");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Matches("student.*done", run.Output);
    }

    // The files of the README by name.
    private static Dictionary<string, string> Blocks(string readme)
        => Markdown.Blocks(readme).Where(block => block.File is not null).ToDictionary(block => block.File!, block => block.Text);
}
