using System.Text.Json.Nodes;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Sweeps under failure, with real processes: nothing is lost and nothing is made twice.</summary>
public sealed class SweepTests : IDisposable
{
    // A run takes some tenths of a second: long enough to be killed within.
    private const string Configuration =
        """
        {
          "Run": ["sweep"],
          "Threads": 2,
          "Experiments": {
            "sweep": {
              "Sweep": { "Teacher:Dimension": [4, 6], "Seed": "1..6" },
              "Samples": "= 50 * Teacher:Dimension",
              "Teacher": { "Name": "abs", "Dimension": 4 },
              "Learners": {
                "student": {
                  "Model": { "Name": "relu-student", "Width": 32 },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.3, "Steps": 6000 },
                  "Evaluators": { "population-loss": { "Every": 1000 } },
                },
              },
              "Evaluators": { "population-loss": {} },
            },
          },
        }
        """;

    private const int RunsInAll = 12;
    private readonly TheProgram _program = new();
    private readonly string _configuration;

    public SweepTests() => _configuration = _program.Write("sweep.json", Configuration);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void ASweepThatIsKilledAgainAndAgainEndsAsOneThatWasNot()
    {
        var output = Path.Combine(_program.Scratch, "killed");
        for (var kill = 1; kill <= 4; kill++)
        {
            var process = _program.Start("run", "--config", _configuration, "--output", output);

            // Between runs and within them: as soon as so many are done, whatever the others are at.
            while (!process.HasExited && Done(output).Count < 2 * kill)
            {
                Thread.Sleep(5);
            }

            process.Kill();
            process.WaitForExit();
        }

        var before = Done(output);
        Assert.InRange(before.Count, 8, RunsInAll - 1);
        var last = _program.Run("run", "--config", _configuration, "--output", output);
        Assert.True(last.ExitCode == 0, last.Error + last.Output);
        Assert.Contains($"{RunsInAll} runs, {RunsInAll - before.Count} made now, {before.Count} found", last.Output, StringComparison.Ordinal);

        Assert.Equal(0, _program.RunHere("run", "--config", _configuration).ExitCode);
        Assert.Equal(Results(_program.Output), Results(output));
    }

    [Fact]
    public void TwoProcessesOnOneFolderMakeEveryRunOnce()
    {
        string[] arguments = ["run", "--config", _configuration, "--output", _program.Output];
        var processes = new[] { _program.Start(arguments), _program.Start(arguments) };

        Assert.All(processes, process => Assert.Equal(0, TheProgram.Wait(process).ExitCode));

        Assert.Equal(RunsInAll, Directory.GetFiles(Path.Combine(_program.Output, "sweep"), "run.json", SearchOption.AllDirectories).Length);
        Assert.Equal(RunsInAll, Done(_program.Output).Count);
    }

    [Fact]
    public void ARunThatDivergesStopsNoOtherAndTheExitCodeTells()
    {
        string[] set = ["--set", "Sweep:Learners:student:Optimizer:StepSize=[0.3, 1e6]", "--set", "Seed=1", "--set", "Learners:student:Optimizer:Steps=300"];

        var first = _program.RunHere(["run", "--config", _configuration, .. set]);
        var second = _program.RunHere(["run", "--config", _configuration, .. set]);

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        Assert.Equal(2, Done(_program.Output).Count);
        Assert.Contains("4 runs, 0 made now, 4 found", second.Output, StringComparison.Ordinal);
        Assert.Contains("diverged Dimension = 4, StepSize = 1e6", second.Output, StringComparison.Ordinal);
    }

    // A run that is being begun stands in a folder with a dot, which gets its name once the record is in it.
    private static List<string> Done(string output)
        => !Directory.Exists(Path.Combine(output, "sweep")) ? []
            : [.. Directory.GetDirectories(Path.Combine(output, "sweep")).Where(run => !Path.GetFileName(run).StartsWith('.')).Select(run => Path.Combine(run, "run.json")).Where(IsDone)];

    private static bool IsDone(string record) => File.Exists(record) && JsonNode.Parse(File.ReadAllText(record))!["status"]!.GetValue<string>() == "done";

    // What each identity measured, to the bit; the seconds differ from run to run.
    private static SortedDictionary<string, string> Results(string output)
        => new(Done(output).ToDictionary(
            record => JsonNode.Parse(File.ReadAllText(record))!["identity"]!.GetValue<string>(),
            record => string.Join('\n', File.ReadLines(Path.Combine(Path.GetDirectoryName(record)!, "metrics.csv")).Select(row => row.Split(',')).Select(row => string.Join(',', row.Where((_, column) => column != 2))))));
}
