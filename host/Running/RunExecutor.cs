using System.Diagnostics;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Results.Plots;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Running;

/// <summary>The outcome of a run.</summary>
internal sealed record RunOutcome(RunRecord Record, RunFolder Folder, IReadOnlyList<string> Plots);

/// <summary>Makes one run, from its plan to the folder it leaves behind.</summary>
internal sealed class RunExecutor(RunLog logs, TimeProvider clock)
{
    /// <param name="plan">The run.</param>
    /// <param name="output">Where runs are kept.</param>
    /// <param name="display">Shows its progress.</param>
    /// <param name="alone">Whether it is the only run, whose log the console shows.</param>
    /// <param name="interruption">Asks it to end after the step at hand.</param>
    public RunOutcome Run(RunPlan plan, string output, IRunDisplay display, bool alone, CancellationToken interruption)
    {
        var folder = RunFolder.Create(output, plan.Name, clock.GetUtcNow(), plan.Identity);
        using var logging = logs.Create(folder.Log, onConsole: alone);
        var log = logging.CreateLogger<RunExecutor>();
        var record = RecordOf(plan, folder.Id);
        try
        {
            return Run(plan, folder, record, display, logging, log, interruption);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Experiment}: {Message}", plan.Name, exception.Message);
            record = record with { Status = RunStatus.Failed, Message = exception.Message };
            record.Save(folder.Record);
            return new RunOutcome(record, folder, []);
        }
    }

    /// <summary>The record of a run whose folder could not be written.</summary>
    public RunRecord Unwritten(RunPlan plan, string message) => RecordOf(plan, "") with { Status = RunStatus.Failed, Message = message };

    private static RunOutcome Run(
        RunPlan plan, RunFolder folder, RunRecord record, IRunDisplay display, ILoggerFactory logging, ILogger log, CancellationToken interruption)
    {
        using var experiment = Composer.Compose(plan, logging);
        var levels = (experiment.Teacher as IReferenceLevels)?.ReferenceLevels ?? [];
        record = record with
        {
            Dimension = experiment.Teacher.Inputs.Dimension,
            ReferenceLevels = [.. levels.Select(level => new LevelRecord(level.Quantity, level.Label, level.Value))],
        };
        record.Save(folder.Record);
        log.LogInformation("{Experiment}: {Count} learners, seed {Seed}, into {Folder}", plan.Name, experiment.Learners.Count, record.Seed, folder.Path);
        log.LogInformation("linear algebra: {Library}, {Threads} threads", record.Environment.LinearAlgebra, record.Threads);

        var time = Stopwatch.StartNew();
        var measurements = new List<Measurement>();
        var learners = new List<LearnerRecord>();
        display.Show([.. experiment.Learners.Select(learner => learner.Label)], log, () =>
        {
            // A learner leaves the queue when it is done, and its memory with it.
            while (experiment.Learners.TryDequeue(out var learner))
            {
                var loop = new LearnerLoop(learner, measurements, display, log);
                if (interruption.IsCancellationRequested)
                {
                    learners.Add(NotBegun(learner));
                    continue;
                }

                learners.Add(loop.Run(interruption));
                SaveWeights(folder, learner, log);
                LogOutcome(log, learners[^1]);
            }
        });

        MetricsFile.Save(folder.Metrics, measurements);
        var plots = RunPlots.Save(folder, $"{plan.Name} (d = {record.Dimension}, seed {record.Seed})", measurements, levels);
        record = record with { Status = Worst(learners), Seconds = time.Elapsed.TotalSeconds, Learners = learners };
        record.Save(folder.Record);
        return new RunOutcome(record, folder, plots);
    }

    private RunRecord RecordOf(RunPlan plan, string id) => new()
    {
        Experiment = plan.Name,
        Id = id,
        Identity = plan.Identity,
        Varied = new JsonObject(plan.Varied.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))),
        Status = RunStatus.Running,
        Started = clock.GetUtcNow(),
        Seed = plan.Settings.Seed,
        Threads = plan.Threads,
        Headline = plan.SharedEvaluators,
        Configuration = plan.Configuration,
        Plugins = [.. plan.Plugins.Select(plugin => new PluginRecord(plugin.Name, plugin.Version, plugin.Sha256))],
        Environment = EnvironmentRecord.Current(),
    };

    private static LearnerRecord NotBegun(Learner learner) => new(learner.Label, RunStatus.Interrupted, "not begun", 0, 0, 0, []);

    // Whatever a model does wrong here, what was measured is kept.
    private static void SaveWeights(RunFolder folder, Learner learner, ILogger log)
    {
        try
        {
            foreach (var array in learner.Model.Weights)
            {
                if (array.Name.Length == 0 || array.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')))
                {
                    throw new InvalidOperationException($"'{array.Name}' is no name of an array; allowed: letters, digits, '-' and '_'");
                }

                NpyFile.Save(folder.File("weights", learner.Label, array.Name + ".npy"), array.Values);
            }
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Learner}: the weights could not be saved: {Message}", learner.Label, exception.Message);
        }
    }

    private static void LogOutcome(ILogger log, LearnerRecord learner)
    {
        log.LogInformation("{Learner}: {Status} after {Steps} steps, {Seconds:F1} s of training", learner.Label, learner.Status.ToString().ToLowerInvariant(), learner.Steps, learner.Seconds);
        if (learner.Message is not null && learner.Status != RunStatus.Failed)
        {
            log.LogWarning("{Learner}: {Message}", learner.Label, learner.Message);
        }
    }

    // An interruption says most about a run, then a failure, then a divergence.
    private static RunStatus Worst(IEnumerable<LearnerRecord> learners) => learners.Select(learner => learner.Status).DefaultIfEmpty(RunStatus.Done).Max();
}
