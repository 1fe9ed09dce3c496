using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Configurations of several files, and experiments that extend others.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsIncludedIsFoundBesideTheFileAndKeepsItsOrigin()
    {
        Directory.CreateDirectory(_folder.File("studies"));
        _folder.Write("studies/b.json", """{ "Experiments": { "b": { "Seed": 2 } } }""");
        _folder.Write("studies/a.json", "{\n \"Experiments\": { \"a\":\n { \"Seed\": 1 } } }");

        var tree = Load("""{ "Include": ["studies/*.json"], "Run": ["a"], "Experiments": { "own": { "Seed": 3 } } }""");

        Assert.Equal(["a", "b", "own"], tree.Root["Experiments"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal("a.json:3", tree.BriefOriginOf("Experiments:a:Seed"));
        Assert.Equal("main.json:1", tree.BriefOriginOf("Experiments:own:Seed"));
        Assert.Equal(_folder.File("main.json"), tree.File);
    }

    [Theory]
    [InlineData("""{ "Include": ["none/*.json"] }""", "Include: \"none/*.json\" names no file")]
    [InlineData("""{ "Include": ["none.json"] }""", "none.json: the configuration file cannot be read")]
    [InlineData("""{ "Include": "a.json" }""", "Include: is \"a.json\"; allowed: a list of paths")]
    [InlineData("""{ "Include": ["run.json"] }""", "Run: a file that another includes holds Experiments only")]
    [InlineData("""{ "Include": ["a.json", "twin.json"] }""", "Experiments:A: is in ")]
    [InlineData("""{ "Experiments": { "a": { "Extends": "bb" }, "b": {} } }""", "Experiments:a:Extends: is \"bb\"; it names another experiment; allowed: b; did you mean 'b'?")]
    [InlineData("""{ "Experiments": { "a": { "Extends": "a" } } }""", "Experiments:a:Extends: is \"a\"; it names another experiment")]
    [InlineData("""{ "Experiments": { "a": { "Extends": "b" }, "b": { "Extends": "c" }, "c": { "Extends": "a" } } }""", "leads back to itself: a extends b extends c extends a")]
    public void AMistakeIsNamed(string json, string words)
    {
        _folder.Write("a.json", """{ "Experiments": { "a": {} } }""");
        _folder.Write("twin.json", """{ "Experiments": { "A": {} } }""");
        _folder.Write("run.json", """{ "Run": ["a"], "Experiments": { "c": {} } }""");

        Assert.Contains(words, Assert.Throws<ConfigurationException>(() => Load(json)).Message);
    }

    [Fact]
    public void ALaterFileChangesWhatThoseBeforeItSay()
    {
        var one = _folder.Write("one.json", """{ "StepTimeoutSeconds": 5, "Experiments": { "a": { "Seed": 1, "Samples": 10, "Sweep": { "Let:x": [1, 2] }, "Let": { "x": 1 } } } }""");
        var two = _folder.Write("two.json", "{\n \"StepTimeoutSeconds\": null, \"Experiments\": { \"a\": { \"Samples\": 20, \"Sweep\": { \"Let:x\": [3] } } } }");

        var tree = new ConfigurationFile(one, two).Load();

        var experiment = tree.Root["Experiments"]!["a"]!;
        Assert.Equal("""{"Seed":1,"Samples":20,"Sweep":{"Let:x":[3]},"Let":{"x":1}}""", experiment.ToJsonString());
        Assert.True(tree.Root.AsObject().ContainsKey("StepTimeoutSeconds"));
        Assert.Null(tree.Root["StepTimeoutSeconds"]);
        Assert.Equal(("one.json:1", "two.json:2"), (tree.BriefOriginOf("Experiments:a:Seed"), tree.BriefOriginOf("Experiments:a:Samples")));
    }

    [Fact]
    public void AnExperimentHasWhatItExtendsButForWhatItSays()
    {
        var tree = Load(
            """
            { "Experiments": {
              "derived": { "Extends": "Middle", "Seed": 3, "Learners": { "x": { "Optimizer": { "Steps": 5 } }, "y": null } },
              "middle": { "Extends": "base", "Learners": { "x": { "Optimizer": { "Name": "other" } } } },
              "base": {
                "Seed": 1, "Samples": 9,
                "Learners": { "x": { "Optimizer": { "Name": "one", "Rate": 2, "Stages": [1, 2] } }, "y": {} }
              } } }
            """);

        // A part of another name keeps no options of the one that was there.
        Assert.Equal("""{"Seed":3,"Samples":9,"Learners":{"x":{"Optimizer":{"Name":"other","Steps":5}}}}""", tree.Root["Experiments"]!["derived"]!.ToJsonString());
        Assert.Equal(2, tree.Root["Experiments"]!["middle"]!["Learners"]!.AsObject().Count);
        Assert.Equal("main.json:2", tree.BriefOriginOf("Experiments:derived:Seed"));
        Assert.Equal("main.json:3", tree.BriefOriginOf("Experiments:derived:Learners:x:Optimizer:Name"));
        Assert.Equal("main.json:5", tree.BriefOriginOf("Experiments:derived:Samples"));
    }

    private ConfigurationTree Load(string json) => new ConfigurationFile(_folder.Write("main.json", json)).Load();
}
