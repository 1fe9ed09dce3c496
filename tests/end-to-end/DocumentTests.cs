namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Follows the README and the pages of docs: their experiment, sweep and data set run, and their links lead somewhere.</summary>
public sealed class DocumentTests : IDisposable
{
    private const int LongestReadme = 120;

    private readonly TheProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void TheExperimentOfTheReadmeIsValid()
    {
        var result = _program.Run("validate", "--config", WriteFrom("README.md", "mine.json"));

        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Fact]
    public void TheSweepRuns()
    {
        var configuration = WriteFrom("docs/sweeps.md", "law.json");

        var run = _program.RunHere("run", "--config", configuration, "--set", "Sweep:Seed=1..3", "--set", "Learners:student:Optimizer:Steps=500");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains("9 runs, 9 made now, 0 found", run.Output, StringComparison.Ordinal);
        Assert.Contains("loss-times-d: kernel: ", run.Output, StringComparison.Ordinal);

        // What --set has changed is kept apart from the page's own.
        Assert.Single(Directory.GetFiles(Path.Combine(_program.Output, "law"), "loss-times-d.svg", SearchOption.AllDirectories), path => path.Contains("set-", StringComparison.Ordinal));
    }

    [PythonFact]
    public void TheDataSetIsLearned()
    {
        var made = _program.Python(Block("docs/data.md", "data.py"));
        Assert.True(made.ExitCode == 0, made.Error);

        var run = _program.RunHere("run", "--config", WriteFrom("docs/data.md", "data.json"), "--set", "Learners:student:Optimizer:Steps=500");

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Matches("student.*done", run.Output);
    }

    [Fact]
    public void TheReadmeIsShort() => Assert.InRange(File.ReadAllLines(Path.Combine(TheProgram.Root, "README.md")).Length, 1, LongestReadme);

    [Fact]
    public void EveryLinkLeadsToAFile()
    {
        string[] pages = ["README.md", .. Directory.GetFiles(Path.Combine(TheProgram.Root, "docs"), "*.md").Select(page => Path.GetRelativePath(TheProgram.Root, page))];

        var links = pages.SelectMany(page => Markdown.Files(Text(page)).Select(file => (Page: page, File: file))).ToArray();

        Assert.NotEmpty(links);
        Assert.Empty(links.Where(link => !File.Exists(Path.Combine(TheProgram.Root, Path.GetDirectoryName(link.Page)!, link.File))).Select(link => $"{link.Page}: {link.File}"));
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(TheProgram.Root, page));

    private static string Block(string page, string file) => Markdown.Blocks(Text(page)).Single(block => block.File == file).Text;

    private string WriteFrom(string page, string file) => _program.Write(file, Block(page, file));
}
