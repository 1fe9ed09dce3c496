using System.Text.Json.Nodes;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>The program among plugins that are each wrong in one way.</summary>
public sealed class BrokenPluginTests : IDisposable
{
    private const string Configuration =
        """
        {
          "Run": ["small"],
          "Experiments": {
            "small": {
              "Samples": 100,
              "Teacher": { "Name": "abs", "Dimension": 4 },
              "Learners": {
                "harmed": {
                  "Model": { "Name": "relu-student", "Width": 4 },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.1, "Steps": 4 }
                },
                "sound": {
                  "Model": { "Name": "relu-student", "Width": 4 },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.1, "Steps": 4 }
                }
              },
              "Evaluators": { "training-loss": { "Every": 1 } }
            }
          }
        }
        """;

    private readonly TheProgram _program = new();
    private readonly string _plugins;

    public BrokenPluginTests() => _plugins = BrokenPlugins.InstallAll(_program);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void EachIsListedWithItsReason()
    {
        var result = _program.Run("plugins", "--plugins", _plugins);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
        Assert.All(BrokenPlugins.Reasons, reason => Assert.Contains($"{Path.Combine(_plugins, reason.Key)}: {reason.Value}", OneLine(result.Output), StringComparison.Ordinal));
        Assert.All(
            BrokenPlugins.Reasons.Keys.Union(BrokenPlugins.WrongWhenUsed),
            name => Assert.Matches($@"│ {name} +│ [-.0-9]+ +│ {(BrokenPlugins.WrongWhenUsed.Contains(name) ? "loaded" : "unusable")} ", result.Output));
    }

    [Fact]
    public void AnExperimentThatUsesNoneOfThemRunsAsEver()
    {
        var result = Run();

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        Assert.Equal("done", Record()["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("twin", "same-name-two", "several plugins register a teacher 'twin'")]
    [InlineData("retired", "older-shared-copy", "there is no teacher 'retired'")]
    [InlineData("unbindable", "unbindable-options", "there is no teacher 'unbindable'")]
    [InlineData("registered-too-early", "throwing-register", "there is no teacher 'registered-too-early'")]
    [InlineData("throwing-constructor", "plugin 'throwing-constructor'", "failed while it was created: the table of directions is empty")]
    [InlineData("german-constructor", "plugin 'asks-for-cultures'", "BeyondNtk.TestPlugins.German could not be initialised: there is no culture 'de-DE' here")]
    [InlineData("native-constructor", "plugin 'missing-native'", "failed while it was created: Unable to load shared library 'no-such-native-library'")]
    public void AnExperimentThatUsesOneIsRefusedBeforeAnythingRuns(string teacher, string plugin, string reason)
    {
        var result = Run("--set", $$"""Teacher={ "Name": "{{teacher}}" }""");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(plugin, result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(_program.Output));
    }

    [Theory]
    [InlineData("Optimizer", """{ "Name": "throwing-step" }""", 2, "the tape is torn")]
    [InlineData("Optimizer", """{ "Name": "native-step" }""", 0, "no-such-native-library")]
    [InlineData("Optimizer", """{ "Name": "german-step" }""", 0, "there is no culture 'de-DE' here: the program runs without the data of cultures")]
    [InlineData("Optimizer", """{ "Name": "never-returning" }""", 2, "has not returned for 3 s after step 2 and was given up")]
    [InlineData("Evaluators", """{ "throwing-evaluation": { "Every": 1, "SoundEvaluations": 3 } }""", 3, "the ruler is broken")]
    public void AFailureWhileRunningKeepsWhatWasMeasuredAndHarmsNoOtherLearner(string part, string settings, int steps, string reason)
    {
        var result = Run("--set", $"Learners:harmed:{part}={settings}", "--set", "StepTimeoutSeconds=3");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error + result.Output, StringComparison.Ordinal);
        var record = Record();
        Assert.Equal("failed", record["status"]!.GetValue<string>());
        Assert.Equal(("failed", "done"), (Status(record, "harmed"), Status(record, "sound")));
        Assert.Contains(reason, Message(record), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, steps + 1), Steps("harmed"));
        Assert.Equal(Enumerable.Range(0, 5), Steps("sound"));
    }

    [Theory]
    [InlineData("Optimizer", """{ "Name": "throwing-step" }""", "throwing-step")]
    [InlineData("Optimizer", """{ "Name": "native-step" }""", "missing-native")]
    [InlineData("Optimizer", """{ "Name": "never-returning" }""", "never-returning")]
    [InlineData("Evaluators", """{ "throwing-evaluation": { "Every": 1 } }""", "throwing-evaluation")]
    public void AFailureWhileRunningNamesThePlugin(string part, string settings, string plugin)
    {
        var result = Run("--set", $"Learners:harmed:{part}={settings}", "--set", "StepTimeoutSeconds=3");

        Assert.Contains($"plugin '{plugin}'", Message(Record()), StringComparison.Ordinal);
        Assert.Contains($"plugin '{plugin}'", OneLine(result.Output + result.Error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Seed=1")]
    [InlineData("""Sweep={ "Seed": [1, 2] }""")]
    public void AnAuthorIsShownTheTraceWhereAsked(string runs)
    {
        var result = Run("--verbose", "--set", """Learners:harmed:Optimizer={ "Name": "throwing-step" }""", "--set", runs);

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"   at BeyondNtk\.TestPlugins\.ThrowingOptimizer\.Step\(\) in .*ThrowingStepPlugin\.cs:line 24", result.Output);
    }

    [Fact]
    public void LockedPluginsRunAndChangedOnesAreNamedBeforeAnyIsLoaded()
    {
        Directory.Delete(Path.Combine(_plugins, "linked"));
        var file = Path.Combine(_program.Scratch, "plugins.lock.json");
        Assert.Equal(2, Run("--locked").ExitCode);
        var locked = _program.Run("plugins", "lock", "--plugins", _plugins, "--config", Path.Combine(_program.Scratch, "small.json"));
        Assert.True(locked.ExitCode == 0, locked.Error);
        Assert.Contains(file, locked.Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("--locked").ExitCode);
        Directory.Delete(_program.Output, recursive: true);

        File.AppendAllText(Path.Combine(_plugins, "throwing-step", "ThrowingStep.dll"), " ");
        File.Delete(Path.Combine(_plugins, "no-entry", "NoEntry.dll"));
        _program.Write("plugins/two-entries/extra.dll", "");
        foreach (var refused in new[] { Run("--locked"), Run("--lock", file), _program.Run("plugins", "--lock", file, "--plugins", _plugins) })
        {
            Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
            Assert.Equal(
                ["error: --locked: no-entry/NoEntry.dll is missing", "error: --locked: throwing-step/ThrowingStep.dll was changed", "error: --locked: two-entries/extra.dll was added"],
                refused.Error.Split('\n')[..3]);
            Assert.False(Directory.Exists(_program.Output));
        }

        Assert.Equal(0, Run().ExitCode);
    }

    // Numbers come from these too; locks from before they were kept are good for the rest.
    [Fact]
    public void TheNumericsOfTheProgramAreLockedWithThePlugins()
    {
        var configuration = _program.Write("small.json", Configuration);
        var file = Path.Combine(_program.Scratch, "plugins.lock.json");
        Assert.Equal(0, _program.Run("plugins", "lock", "--config", configuration).ExitCode);
        var written = JsonNode.Parse(File.ReadAllText(file))!;

        written["shared"]!["MathNet.Numerics.dll"] = "another";
        File.WriteAllText(file, written.ToJsonString());
        var refused = _program.Run("validate", "--locked", "--config", configuration);
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("error: --locked: MathNet.Numerics.dll beside the program was changed", refused.Error, StringComparison.Ordinal);

        written.AsObject().Remove("shared");
        File.WriteAllText(file, written.ToJsonString());
        var accepted = _program.Run("validate", "--locked", "--config", configuration);
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        Assert.StartsWith($"warning: {file} is a lock from before numerics", accepted.Error, StringComparison.Ordinal);
    }

    private ProcessResult Run(params string[] arguments)
        => _program.RunHere(["--config", _program.Write("small.json", Configuration), "--plugins", _plugins, .. arguments]);

    private JsonNode Record() => JsonNode.Parse(File.ReadAllText(Path.Combine(Assert.Single(_program.Runs("small")), "run.json")))!;

    private static JsonNode Learner(JsonNode record, string label) => record["learners"]!.AsArray().Single(learner => learner!["label"]!.GetValue<string>() == label)!;

    private static string Status(JsonNode record, string label) => Learner(record, label)["status"]!.GetValue<string>();

    private static string Message(JsonNode record) => Learner(record, "harmed")["message"]!.GetValue<string>();

    // The steps at which the training loss of a learner was measured.
    private IEnumerable<int> Steps(string learner)
        => File.ReadAllLines(Path.Combine(_program.Runs("small")[0], "metrics.csv")).Select(row => row.Split(','))
            .Where(row => row[0] == learner && row[3] == "training-loss").Select(row => int.Parse(row[1])).Distinct();

    // The console breaks long lines.
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
