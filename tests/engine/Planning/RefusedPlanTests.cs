using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage.Index;

namespace BeyondNtk.Engine.Tests;

/// <summary>What a plan is refused for, in which words.</summary>
public sealed class RefusedPlanTests
{
    [Fact]
    public void AnUnknownPartComesWithTheNearestName()
    {
        var problem = Plans.Problem("Learners:first:Model:Name=trianable");

        Assert.StartsWith("Experiments:small:Learners:first:Model:Name: there is no model 'trianable'", problem);
        Assert.Contains("network, plain, trainable", problem);
        Assert.Contains("did you mean 'trainable'?", problem);
        Assert.EndsWith("(from --set)", problem);
    }

    [Fact]
    public void APartWithoutANameIsRefusedWithTheNamesThereAre()
    {
        var problem = Plans.Problem("Teacher={}");

        Assert.StartsWith("Experiments:small:Teacher:Name: missing", problem);
        Assert.Contains("network, plain", problem);
    }

    [Fact]
    public void ANameThatIsNoTextIsRefused() => Assert.StartsWith("Experiments:small:Evaluators:probe:Name: ", Plans.Problem("Evaluators:probe:Name=3"));

    [Theory]
    [InlineData("Teacher=null", "Experiments:small:Teacher: missing")]
    [InlineData("Learners:first:Model=null", "Experiments:small:Learners:first:Model: missing")]
    [InlineData("Learners={}", "Experiments:small:Learners: ")]
    [InlineData("Learners=null", "Experiments:small:Learners: ")]
    [InlineData("Learners:first:Objective=null", "Experiments:small:Learners:first:Objective: ")]
    [InlineData("Learners:first:Evaluators=null", "Experiments:small:Learners:first:Evaluators: ")]
    [InlineData("Evaluators=null", "Experiments:small:Evaluators: ")]
    [InlineData("Experiments:small=3", "Experiments:small: is 3")]
    [InlineData("Threads=0", "Threads: is 0")]
    [InlineData("Experiments:small:Tacher={}", "Experiments:small:Tacher: unknown setting")]
    [InlineData("Evaluators:probe:Every=0", "Experiments:small:Evaluators:probe:Every: is 0")]
    [InlineData("Evaluators:probe:Evry=1", "Experiments:small:Evaluators:probe:Evry: unknown setting")]
    public void AWrongSettingIsRefusedWithItsPathAndOrigin(string assignment, string beginning)
    {
        var problem = Plans.Problem(assignment);

        Assert.StartsWith(beginning, problem);
        Assert.EndsWith("(from --set)", problem);
    }

    [Theory]
    [InlineData("Let", "a:b")]
    [InlineData("Learners", "")]
    public void AKeyThatCannotBeToldFromAPathIsRefused(string group, string key)
        => Assert.StartsWith($"Experiments:small:{group}:{key}: a key cannot be empty or hold ':'", Plans.Problem($$$"""{{{group}}}={ "{{{key}}}": "= 1", "a": { "b": "= 2" } }"""));

    [Fact]
    public void AMisspeltSweepIsAnUnknownSetting()
    {
        var problem = Plans.Problem("""Swep={ "Learners:first:Optimizer:Steps": [1, 2] }""");

        Assert.StartsWith("Experiments:small:Swep: unknown setting; ", problem);
        Assert.Contains("did you mean 'Sweep'?", problem);
    }

    [Fact]
    public void APathThatIsTooLongIsRefused()
        => Assert.Contains("at most 64", Plans.Problem(string.Concat(Enumerable.Repeat("a:", 10_000)) + "b=1"));

    [Fact]
    public void AnUnknownKeyOfTheWholeFileIsRefused()
    {
        var tree = Trees.Parse(Plans.Usual);
        tree.Root["Thread"] = 2;

        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => Plans.Read([], tree, [])).Messages);

        Assert.StartsWith("Thread: unknown setting", problem);
        Assert.Contains("did you mean 'Threads'?", problem);
        Assert.EndsWith($"(from {tree.File}, line 1)", problem);
    }

    [Fact]
    public void TheSchemaIsNotTheHostsToCheck()
    {
        var tree = Trees.Parse(Plans.Usual);
        tree.Root["$schema"] = "schema.json";

        Assert.Single(Plans.Read([], tree, []));
    }

    [Theory]
    [InlineData("smal")]
    [InlineData("Small things")]
    public void AnUnknownExperimentIsRefusedWithThoseThereAre(string name)
        => Assert.Contains("allowed: small", Assert.Throws<ConfigurationException>(() => Plans.Read([], Trees.Parse(Plans.Usual), [name])).Message);

    [Fact]
    public void NothingToRunIsRefused()
        => Assert.Contains("allowed: small", Assert.Throws<ConfigurationException>(() => Plans.Read([], Trees.Parse(Plans.Usual.Replace("[\"small\"]", "[]")), [])).Message);

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\\\b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData(" ")]
    [InlineData("a\\nb")]
    [InlineData("a\\u2028b")]
    [InlineData("a\\u001bb")]
    public void ALabelThatIsNoFolderNameIsRefused(string label)
    {
        var problem = Plans.Problem($$$"""Learners={ "{{{label}}}": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } } }""");

        Assert.StartsWith("Experiments:small:Learners:", problem);
        Assert.Contains("folder", problem);
    }

    // Of 151 bytes: in UTF-8 a letter of Hangul takes three.
    [Theory]
    [InlineData('x', 151)]
    [InlineData('학', 51)]
    public void ANameThatTakesMoreThanFileSystemsHaveIsRefused(char letter, int count)
    {
        string Name(int letters) => new(letter, letters);
        string Learner(string label) => $$$"""Learners={ "{{{label}}}": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } } }""";
        string Figure(string name) => $$$"""Figures={ "{{{name}}}": { "X": "step", "Y": "probe:value" } }""";
        string Experiment(string name) => Plans.Usual.Replace("\"small\"", $"\"{name}\"", StringComparison.Ordinal);

        Assert.All(
            [Plans.Problem(Learner(Name(count))), Plans.Problem(Figure(Name(count))), Assert.Single(Refused(Experiment(Name(count))).Messages)],
            problem => Assert.Contains("bytes; allowed: at most 150", problem));
        Assert.Single(Plans.Experiment([], Experiment(Name(count - 1)), Learner(Name(count - 1)), Figure(Name(count - 1))).Runs);
    }

    [Theory]
    [InlineData(RunIndex.FileName)]
    [InlineData("Report.html")]
    public void AnExperimentHasNoNameOfAFileOfTheProgram(string name)
        => Assert.Contains("the program's own", Refused(Plans.Usual.Replace("\"small\"", $"\"{name}\"", StringComparison.Ordinal)).Message);

    [Theory]
    [InlineData("a*b", "cannot label an evaluator")]
    [InlineData("a\\nb", "cannot label an evaluator")]
    [InlineData("Optimizer", "what an optimizer reports under")]
    [InlineData("model", "what settings stand under in tables of runs")]
    public void AnEvaluatorIsCalledWhatFiguresCanChooseAndTablesCanShow(string label, string message)
        => Assert.Contains(message, Plans.Problem($$$"""Evaluators={ "{{{label}}}": { "Name": "probe" } }"""));

    private static ConfigurationException Refused(string configuration)
        => Assert.Throws<ConfigurationException>(() => Plans.Read([], Trees.Parse(configuration), []));
}
