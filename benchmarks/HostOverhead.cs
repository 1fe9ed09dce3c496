using System.Text.Json;

namespace BeyondNtk.Benchmarks;

/// <summary>What the host costs around the steps, and from its start to the first of them.</summary>
internal static class HostOverhead
{
    public const string Name = "host";

    // One student without evaluators.
    private const string Configuration =
        """
        {
          "Run": ["overhead"],
          "Experiments": {
            "overhead": {
              "Samples": 10000,
              "Teacher": { "Name": "abs", "Dimension": 30 },
              "Learners": {
                "student": {
                  "Model": { "Name": "relu-student", "Width": 100, "Precision": "single" },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.1, "Steps": 1 }
                }
              }
            }
          }
        }
        """;

    private static readonly string[] OneNeuron = ["Samples=1", "Teacher:Dimension=1", "Learners:student:Model:Width=1"];

    public static void Run(Session session)
    {
        if (!File.Exists(Program()))
        {
            session.Table.Add(new Line(Name, "", "BeyondNtk.Host") { Remarks = [$"not found: {Program()} (dotnet build host -c Release)"] });
            return;
        }

        var folder = session.Folder(Name);
        var configuration = Path.Combine(folder, "overhead.json");
        File.WriteAllText(configuration, Configuration);
        FirstStep(session, configuration);
        WholeRun(session, configuration);
        EmptySteps(session, configuration);
    }

    private static void FirstStep(Session session, string configuration)
    {
        session.Progress($"{Name} one step");
        Start(session, configuration, []);
        session.Table.Add(new Line(Name, "process of one step", "BeyondNtk.Host")
        {
            Time = Repeat(session.Effort.Processes, () => Start(session, configuration, []).Process),
            Remarks = ["d=30 m=100 N=10,000 single; an upper bound of the time to the first step"],
        });
    }

    private static void WholeRun(Session session, string configuration)
    {
        var steps = session.Effort.IsQuick ? 50 : 2000;
        session.Progress($"{Name} {steps:N0} steps");
        var runs = Enumerable.Range(0, session.Effort.Fits).Select(_ => Start(session, configuration, [Steps(steps)])).ToArray();
        session.Table.Add(new Line(Name, $"around {steps:N0} steps", "BeyondNtk.Host")
        {
            Time = new Timing(runs.Select(run => run.Around)),
            Remarks = [$"d=30 m=100 N=10,000 single; {new Timing(runs.Select(run => run.Around / run.Training)).Median:P1} of the training time; saving weights and plots included"],
        });
    }

    // The loop's own cost does not depend on the step, and shows if the step costs almost nothing. Runs of one step give the cost outside the loop.
    private static void EmptySteps(Session session, string configuration)
    {
        var steps = session.Effort.IsQuick ? 10_000 : 1_000_000;
        session.Progress($"{Name} {steps:N0} steps of one neuron");
        var one = Repeat(session.Effort.Fits, () => Start(session, configuration, OneNeuron).Around);
        var many = Repeat(session.Effort.Fits, () => (Start(session, configuration, [.. OneNeuron, Steps(steps)]).Around - one.Median) / (steps - 1));
        session.Table.Add(new Line(Name, "around each step", "BeyondNtk.Host") { Time = many, Remarks = [$"from {steps:N0} steps of one neuron"] });
    }

    private static string Steps(int steps) => $"Learners:student:Optimizer:Steps={steps}";

    private static Timing Repeat(int times, Func<double> measure) => new([.. Enumerable.Range(0, times).Select(_ => measure())]);

    // Seconds of the whole process, of the run without training and evaluation, and of training.
    private static (double Process, double Around, double Training) Start(Session session, string configuration, IEnumerable<string> assignments)
    {
        var output = Path.Combine(session.Folder(Name), Guid.NewGuid().ToString("N"));
        string[] arguments = [Program(), "run", "--config", configuration, "--output", output, .. assignments.SelectMany(assignment => new[] { "--set", assignment })];
        var process = default(ChildProcess);
        var seconds = Timing.Seconds(() => process = ChildProcess.Run("dotnet", arguments));
        if (process is not { ExitCode: 0 })
        {
            throw new InvalidOperationException($"the host failed: {process!.Error}{process.Output}");
        }

        using var record = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(output, "run.json", SearchOption.AllDirectories).Single()));
        var learner = record.RootElement.GetProperty("learners")[0];
        var training = learner.GetProperty("seconds").GetDouble();
        return (seconds, record.RootElement.GetProperty("seconds").GetDouble() - training - learner.GetProperty("evaluationSeconds").GetDouble(), training);
    }

    // The host is built with this program, into the same configuration and framework: .../bin/CONFIGURATION/FRAMEWORK.
    private static string Program()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.GetFullPath(Path.Combine(own.FullName, "../../../../host/bin", own.Parent!.Name, own.Name, "BeyondNtk.Host.dll"));
    }
}
