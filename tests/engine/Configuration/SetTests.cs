using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>What --set does to the tree.</summary>
public sealed class SetTests
{
    private const string Json =
        """{ "Threads": 1, "Experiments": { "one": { "Seed": 1, "Stages": [{ "Steps": 5 }, { "Steps": 6 }] }, "two": { "Seed": 2 }, "three": { "Seed": 3 } } }""";

    private readonly ConfigurationTree _tree = Trees.Parse(Json);

    [Fact]
    public void AnAbsolutePathIsTakenFromTheTop()
    {
        Set("Experiments:two:Seed=20");
        Set("Threads=4");

        Assert.Equal([1, 20, 3], Seeds());
        Assert.Equal(4, (int)_tree.Root["Threads"]!);
    }

    [Fact]
    public void ARelativePathIsTakenFromEveryChosenExperiment()
    {
        Set("Seed=9");

        Assert.Equal([9, 9, 3], Seeds());
    }

    [Fact]
    public void KeysAreFoundWhateverTheirCase()
    {
        Set("experiments:TWO:seed=20");
        Set("STAGES:0:STEPS=7");

        Assert.Equal([1, 20, 3], Seeds());
        Assert.Equal(7, (int)At("one", "Stages")![0]!["Steps"]!);
        Assert.Equal(["one", "two", "three"], PlanReader.ExperimentNames(_tree));
    }

    [Fact]
    public void AnEntryOfAListIsSetInItsPlace()
    {
        Set("Experiments:one:Stages:1:Steps=60");
        Set("""Experiments:one:Stages:0={"Steps":50}""");

        Assert.Equal([50, 60], At("one", "Stages")!.AsArray().Select(stage => (int)stage!["Steps"]!));
    }

    [Fact]
    public void NewKeysAreMade()
    {
        Set("Teacher:Inner:Name=abs");

        Assert.Equal("abs", (string)At("one", "Teacher")!["inner"]!["name"]!);
        Assert.Equal("abs", (string)At("two", "Teacher")!["Inner"]!["Name"]!);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("1e4", "1e4")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("[1, 2]", "[1,2]")]
    [InlineData("""{ "A": 1 }""", """{"A":1}""")]
    [InlineData("\"3\"", "\"3\"")]
    [InlineData("abs", "\"abs\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("", "\"\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("[1, 2", "\"[1, 2\"")]
    public void AValueIsJsonWhereItReadsAsJsonAndTextOtherwise(string value, string? json)
    {
        Set($"Experiments:one:New={value}");

        Assert.Equal(json, At("one", "New")?.ToJsonString());
    }

    [Fact]
    public void AKeyWrittenTwiceInAValueIsRefused()
        => Assert.Contains("--set Teacher=", Assert.Throws<ConfigurationException>(() => Set("""Teacher={ "Name": "a", "name": "b" }""")).Message);

    [Theory]
    [InlineData("Seed")]
    [InlineData("=3")]
    [InlineData("")]
    public void AnAssignmentOfAnotherFormIsRefused(string assignment)
        => Assert.Contains("Path=Value", Assert.Throws<ConfigurationException>(() => Set(assignment)).Message);

    [Theory]
    [InlineData("Experiments:one:Stages:2:Steps=1", "list of 2")]
    [InlineData("Experiments:one:Stages:-1=1", "list of 2")]
    [InlineData("Experiments:one:Stages:first=1", "list of 2")]
    [InlineData("Experiments:one:Seed:More=1", "'Experiments:one:Seed' is a value")]
    public void APathThatLeadsNowhereIsRefused(string assignment, string reason)
    {
        var message = Assert.Throws<ConfigurationException>(() => Set(assignment)).Message;

        Assert.Contains($"--set {assignment}", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void ThePathKnowsWhereItCameFrom()
    {
        Set("Experiments:one:teacher={}");
        Set("Threads=4");

        Assert.Equal("from --set", _tree.OriginOf("Experiments:one:Teacher"));
        Assert.Equal("from --set", _tree.OriginOf("Experiments:one:Teacher:Name"));
        Assert.Equal("from --set", _tree.OriginOf("Threads"));
        Assert.StartsWith($"from {_tree.File}, line ", _tree.OriginOf("Experiments:one"));
        Assert.StartsWith($"from {_tree.File}, line ", _tree.OriginOf("Experiments:one:TeacherToo"));
        Assert.StartsWith($"from {_tree.File}, line ", _tree.OriginOf("Experiments:two:Teacher"));
    }

    private void Set(string assignment) => _tree.Set(assignment, ["Run", "Threads", "Experiments"], ["one", "two"]);

    private JsonNode? At(string experiment, string key) => _tree.Root["Experiments"]![experiment]![key];

    private IEnumerable<int> Seeds() => PlanReader.ExperimentNames(_tree).Select(name => (int)At(name, "Seed")!);
}
