using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>
/// The real process, killed again and again at random moments, ends with the same bits as one that never stopped. BEYONDNTK_KILLS in the
/// environment sets how often.
/// </summary>
public sealed class KillTests : IDisposable
{
    // One learner for each kind of state: random streams, velocities, stages, an order of examples, a Krylov space, a factor, a start remembered.
    private const string Configuration =
        """
        {
          "Run": ["killed"],
          "Threads": 2,
          "CheckpointSeconds": 0.01,
          "Experiments": {
            "killed": {
              "Samples": 600,
              "Teacher": { "Name": "abs", "Dimension": 8 },
              "Learners": {
                "truncated": {
                  "Model": { "Name": "relu-student", "Width": 48 },
                  "Optimizer": {
                    "Name": "truncated-gradient-descent", "Momentum": 0.9,
                    "Stages": [{ "Lambda": 0.3, "StepSize": 0.02, "Steps": 3000 }, { "Lambda": 0.01, "StepSize": 0.02, "Steps": 4000 }]
                  },
                  "Evaluators": { "lottery": { "Every": 500 }, "population-loss": { "PerDecade": 10 } }
                },
                "fresh": {
                  "Model": { "Name": "relu-student", "Width": 32, "Precision": "double" },
                  "Objective": { "Name": "fresh", "Samples": 200 },
                  "Optimizer": { "Name": "sgd", "StepSize": 0.02, "Steps": 4000, "Momentum": 0.5 },
                  "Evaluators": { "tensor-terms": { "Every": 400 } }
                },
                "mini-batch": {
                  "Model": { "Name": "relu-student", "Width": 32 },
                  "Optimizer": { "Name": "sgd", "StepSize": 0.02, "Steps": 12000, "BatchSize": 70, "Momentum": 0.5 },
                  "Evaluators": { "population-loss": { "Every": 1000 } }
                },
                "particles": {
                  "Model": { "Name": "symmetric-particles", "Particles": 40 },
                  "Objective": { "Name": "population" },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.1, "Steps": 1000 }
                },
                "iterative": {
                  "Model": { "Name": "ntk" },
                  "Optimizer": { "Name": "kernel-ridge", "Ridge": 1e-9, "Solver": "iterative", "Tolerance": 1e-12, "MaxIterations": 2000 },
                  "Evaluators": { "training-loss": { "Every": 50 } }
                },
                "direct": { "Model": { "Name": "ntk" }, "Optimizer": { "Name": "kernel-ridge", "Ridge": 1e-6 } },
                "features": { "Model": { "Name": "random-features", "Features": 300 }, "Optimizer": { "Name": "feature-ridge" } }
              },
              "Evaluators": { "population-loss": { "Samples": 500 }, "training-loss": {} }
            }
          }
        }
        """;

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("BEYONDNTK_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 50;
    private readonly TheProgram _program = new();
    private readonly string _configuration;

    public KillTests() => _configuration = _program.Write("killed.json", Configuration);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void ARunThatIsKilledAtAnyMomentEndsWithTheSameBits()
    {
        var time = Stopwatch.StartNew();
        Assert.Equal(0, Run("whole").ExitCode);
        var longest = time.Elapsed;

        // The seed only chooses the moments; where they fall depends on the machine.
        var random = new Random(1);
        for (var (kills, run) = (0, 1); kills < Kills; run++)
        {
            // Later lives are longer: however slow the start is, the run ends.
            var (output, lives) = ($"killed-{run}", 0);
            while (StopOnce(output, random, random.NextDouble() * longest * (20 + lives) / 60))
            {
                kills++;
                lives++;
            }

            AssertSame("whole", output);
        }
    }

    [Fact]
    public void ResumeGoesOnWithTheSettingsThatWereRecorded()
    {
        Assert.Equal(0, Run("whole").ExitCode);
        var output = Path.Combine(_program.Scratch, "resumed");
        var random = new Random(2);
        for (var life = 1; !Directory.Exists(Path.Combine(output, "killed")) || Directory.GetFiles(output, "*.checkpoint", SearchOption.AllDirectories).Length == 0; life++)
        {
            Assert.True(StopOnce("resumed", random, TimeSpan.FromSeconds(0.5 + (0.5 * life))));
        }

        // The shipped configuration knows nothing of this experiment.
        var resumed = _program.Run("resume", "--output", output);

        Assert.True(resumed.ExitCode == 0, resumed.Error + resumed.Output);
        AssertSame("whole", "resumed");
        var again = _program.Run("resume", Path.GetFileName(Directory.GetDirectories(Path.Combine(output, "killed"))[0]), "--output", output);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("has ended: it is done", again.Error, StringComparison.Ordinal);
    }

    // Starts or goes on, and stops it after a while, unless it ends before. True when it was stopped.
    private bool StopOnce(string output, Random random, TimeSpan after)
    {
        var process = _program.Start("run", "--config", _configuration, "--output", Path.Combine(_program.Scratch, output));
        if (!process.WaitForExit(after))
        {
            switch (random.Next(4))
            {
                case 0:
                    Signal(process, "-TERM");
                    break;
                case 1:
                    Signal(process, "-INT");
                    Signal(process, "-INT");
                    break;
                default:
                    process.Kill();
                    break;
            }
        }

        var result = TheProgram.Wait(process);
        Assert.True(result.ExitCode is 0 or 130 or 137 or 143, $"exit code {result.ExitCode}: {result.Error}");
        return result.ExitCode != 0;
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true });
        kill!.WaitForExit();
    }

    private ProcessResult Run(string output) => _program.Run("run", "--config", _configuration, "--output", Path.Combine(_program.Scratch, output));

    private void AssertSame(string whole, string other)
    {
        var (expected, actual) = (Folder(whole), Folder(other));
        Assert.Equal(Rows(expected), Rows(actual));
        Assert.Equal(Learners(expected), Learners(actual));
        foreach (var weights in Directory.GetFiles(Path.Combine(expected, "weights"), "*", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(weights), File.ReadAllBytes(Path.Combine(actual, Path.GetRelativePath(expected, weights))));
        }

        var names = Directory.GetFileSystemEntries(actual, "*", SearchOption.AllDirectories).Select(entry => Path.GetRelativePath(actual, entry));
        Assert.Equal(Directory.GetFileSystemEntries(expected, "*", SearchOption.AllDirectories).Select(entry => Path.GetRelativePath(expected, entry)).Order(), names.Order());
    }

    // The only one: no life of a run leaves a folder of its own.
    private string Folder(string output) => Assert.Single(Directory.GetDirectories(Path.Combine(_program.Scratch, output, "killed")));

    private static string[] Rows(string folder)
        => [.. File.ReadLines(Path.Combine(folder, "metrics.csv")).Select(row => string.Join(',', row.Split(',').Where((_, column) => column != 2)))];

    private static string Learners(string folder)
    {
        var learners = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "run.json")))!["learners"]!.AsArray();
        foreach (var learner in learners)
        {
            learner!.AsObject().Remove("seconds");
            learner.AsObject().Remove("evaluationSeconds");
        }

        return learners.ToJsonString();
    }
}
