using System.Globalization;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>A stranger with the packages alone: the tool, the template, and the walk of docs/write-a-plugin.md from an idea to its result.</summary>
public sealed class PackageTests(NewUser user) : IClassFixture<NewUser>
{
    [Fact]
    public void TheWalkEndsOnTheReferenceLevel()
    {
        var failure = NewUser.Walk.Single(block => block.Text.Contains("--verbose", StringComparison.Ordinal));
        var walk = new DocumentWalk(user, user.Home);

        walk.Follow(NewUser.Walk.TakeWhile(block => block != failure));

        // Degree 1 explains nothing of an even function: (1 - 2/pi)/d; degree 2 leaves (1 - 3/pi)/d. The d = 10 teacher's 20,000 examples give
        // M = 66 weights with an error of a few M/N; 100,000 inputs measure the loss to 0.6 %, of which five are allowed.
        Assert.Equal(1, Loss(walk.Folder, "degree-1") / ((1 - (2 / Math.PI)) / 10), 0.04);
        Assert.Equal(1, Loss(walk.Folder, "degree-2") / ((1 - (3 / Math.PI)) / 10), 0.04);

        var source = Path.Combine(walk.Folder, "src", "HermiteRidge", "HermiteRidgeModel.cs");
        var sound = File.ReadAllText(source);
        File.WriteAllText(source, sound.Replace("(inputs.Dimension + 1) * (inputs.Dimension + 2) / 2", "inputs.Dimension * (inputs.Dimension + 1) / 2", StringComparison.Ordinal));
        user.Succeed(walk.Folder, "dotnet", "build");
        walk.Follow([failure]);
        File.WriteAllText(source, sound);

        walk.Follow(NewUser.Walk.SkipWhile(block => block != failure).Skip(1));

        // What the host has is not in the folder, and nothing is looked for beside it.
        Assert.Equal(
            ["HermiteRidge.deps.json", "HermiteRidge.dll", "HermiteRidge.pdb", "HermiteRidge.runtimeconfig.json", "HermiteRidge.xml"],
            Directory.GetFiles(Path.Combine(walk.Folder, "plugins", "hermite-ridge")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("MathNet", File.ReadAllText(Path.Combine(walk.Folder, "plugins", "hermite-ridge", "HermiteRidge.deps.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("teacher")]
    [InlineData("optimizer")]
    [InlineData("evaluator")]
    [InlineData("model", "teacher", "optimizer", "evaluator")]
    public void ATemplateOfEachKindBuildsPassesItsTestsAndRuns(params string[] kinds)
    {
        // A name that no class can have as it is.
        var name = $"my-{string.Concat(kinds.Select(kind => kind[0]))}.1";
        user.Succeed(user.Home, ["dotnet", "new", "beyondntk-plugin", "-n", name, .. kinds.SelectMany(kind => new[] { "--kind", kind })]);
        var folder = Path.Combine(user.Home, name);

        var tests = user.Succeed(folder, "dotnet", "test");
        var run = user.Succeed(folder, "beyondntk", "run", "--plugins", Path.Combine("src", "My" + name[2..].Replace('-', '_').Replace('.', '_'), "bin", "Debug", "net10.0"));

        Assert.Contains($"Passed:     {2 * kinds.Length}", tests, StringComparison.Ordinal);
        Assert.Contains("population loss", run, StringComparison.Ordinal);
        Assert.DoesNotContain("│ failed", run, StringComparison.Ordinal);
    }

    [Fact]
    public void TheToolHasItsPluginsAndExperimentsInAnEmptyFolder()
    {
        // But for a folder that is no plugin: where no appsettings.json is, nobody said that it holds any.
        var empty = Path.Combine(user.Home, "empty");
        Directory.CreateDirectory(Path.Combine(empty, "plugins", "sources"));

        Assert.Contains("valid  separation: ", user.Succeed(empty, "beyondntk", "validate"), StringComparison.Ordinal);
        Assert.DoesNotContain("unusable", user.Succeed(empty, "beyondntk", "plugins"), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(empty));
    }

    [Fact]
    public void AProgramRunsAnExperimentAndReadsItsCurvesAndTables()
    {
        var walk = new DocumentWalk(user, user.Home);
        walk.Follow(Markdown.Blocks(File.ReadAllText(Path.Combine(TheProgram.Root, "docs", "from-code.md"))));

        string[] command = ["dotnet", "run", "--no-build", "--project", "Curves"];
        var found = user.Succeed(user.Home, command).Split('\n');
        var steps = found.Where(line => line.StartsWith("step ", StringComparison.Ordinal)).Select(line => line.Split(':')[0]);

        Assert.Equal(["step 0", "step 10", "step 20", "step 30", "step 40", "step 50"], steps);
        Assert.Contains("rows of the table: 2", found);
        Assert.Equal(3, Directory.GetDirectories(Path.Combine(user.Home, "runs", "small")).Count(folder => File.Exists(Path.Combine(folder, "run.json"))));

        // The command line finds what the program made.
        var listed = user.Succeed(user.Home, "beyondntk", "runs", "list", "--where", "seed = 3");
        Assert.Contains("small", listed, StringComparison.Ordinal);
    }

    // Of the first run.
    private static double Loss(string folder, string learner)
    {
        var run = Directory.GetDirectories(Path.Combine(folder, "runs", "degrees")).Order(StringComparer.Ordinal).First();
        var last = File.ReadLines(Path.Combine(run, "metrics.csv")).Last(row => row.StartsWith(learner + ",", StringComparison.Ordinal) && row.Contains(",population-loss,loss,", StringComparison.Ordinal));
        return double.Parse(last.Split(',')[5], CultureInfo.InvariantCulture);
    }
}
