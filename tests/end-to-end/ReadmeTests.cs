using System.Globalization;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Follows the README: its experiment, and its plugin, written and built outside the solution and dropped in.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly TheProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void ThePluginOfTheReadmeRunsWhenItsFolderIsDroppedIn()
    {
        var blocks = Blocks(File.ReadAllText(Path.Combine(TheProgram.Root, "README.md")));
        var project = _program.Write("squares/Squares.csproj", blocks["Squares.csproj"]);
        _program.Write("squares/Squares.cs", blocks["Squares.cs"]);
        var configuration = _program.Write("squares.json", blocks["squares.json"]);

        var build = _program.DotNet("build", project, "-c", "Release", $"-p:BeyondNtk={TheProgram.Folder}", "-o", Path.Combine(_program.Scratch, "dropped", "squares"));
        Assert.True(build.ExitCode == 0, build.Output + build.Error);

        var plugins = _program.Run("plugins", "--plugins", Path.Combine(_program.Scratch, "dropped"));
        Assert.Matches("squares .*loaded.*model squares", plugins.Output);

        var run = _program.RunHere("--config", configuration, "--plugins", Path.Combine(_program.Scratch, "dropped"));
        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        var last = File.ReadLines(Path.Combine(_program.Runs("squares")[0], "metrics.csv")).Last(row => row.Contains(",population-loss,loss,", StringComparison.Ordinal));

        // The features span the best predictor of degree 2, so the loss is (1 - 3/pi)/d and an estimation error of about
        // (d + 1)/N of it; the Monte-Carlo error of 100,000 samples is some 1 % more.
        var level = (1 - (3 / Math.PI)) / 30;
        Assert.Equal(1, double.Parse(last.Split(',')[5], CultureInfo.InvariantCulture) / level, 0.05);
    }

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
