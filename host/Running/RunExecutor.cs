using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Plugins;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Results.Plots;
using BeyondNtk.Host.Running.Checkpoints;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Running;

/// <summary>Where a run begins.</summary>
/// <param name="Unfinished">The same run, begun before, which goes on; none begins a new one.</param>
/// <param name="DeadHolder">A process that was making it and is gone; none when there was none.</param>
internal sealed record RunBeginning(RunResult? Unfinished = null, string? DeadHolder = null);

/// <summary>The outcome of a run.</summary>
internal sealed record RunOutcome(RunRecord Record, RunFolder Folder, IReadOnlyList<string> Plots);

/// <summary>Makes one run, from its plan to the folder it leaves behind.</summary>
internal sealed class RunExecutor(RunLog logs, TimeProvider clock)
{
    /// <param name="plan">The run.</param>
    /// <param name="output">Where runs are kept.</param>
    /// <param name="beginning">Where it begins.</param>
    /// <param name="display">Shows its progress.</param>
    /// <param name="alone">Whether it is the only run, whose log the console shows.</param>
    /// <param name="interruption">Asks it to end after the step at hand.</param>
    public RunOutcome Run(RunPlan plan, string output, RunBeginning beginning, IRunDisplay display, bool alone, CancellationToken interruption)
    {
        var record = RecordOf(plan);
        var unfinished = beginning.Unfinished;
        var folder = unfinished is null ? RunFolder.Create(output, plan.Name, record.Started, plan.Identity, id => record with { Id = id }) : RunFolder.Open(unfinished.Folder);
        record = record with { Id = folder.Id, Started = unfinished?.Record.Started ?? record.Started };
        var logging = logs.Create(folder.Log, onConsole: alone);
        var log = logging.CreateLogger<RunExecutor>();
        var checkpoints = new RunCheckpoints(folder, plan.CheckpointSeconds, log);
        record = record with { CameFrom = unfinished?.Record.CameFrom };
        if (unfinished is not null && EnvironmentRecord.Difference(unfinished.Record.Environment, record.Environment) is { } difference)
        {
            record = record with { CameFrom = unfinished.Record.Environment };
            log.LogWarning("{Experiment}: goes on where numbers may be rounded otherwise than where it was before ({Difference})", plan.Name, difference);
        }

        if (beginning.DeadHolder is { } dead)
        {
            log.LogInformation("{Experiment}: taken over from {Holder}, which is gone", plan.Name, dead);
        }

        try
        {
            return Run(plan, folder, ref record, checkpoints, display, logging, log, interruption);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Experiment}: {Message}", plan.Name, exception.Message);
            record = record with { Status = RunStatus.Failed, Message = exception.Message, Learners = checkpoints.Ended, Seconds = checkpoints.Seconds };
            TryLast(() => record.Save(folder.Record));
            return new RunOutcome(record, folder, []);
        }
        finally
        {
            TryLast(logging.Dispose);
        }
    }

    /// <summary>The record of a run whose folder could not be written.</summary>
    public RunRecord Unwritten(RunPlan plan, string message) => RecordOf(plan) with { Status = RunStatus.Failed, Message = message };

    private static RunOutcome Run(
        RunPlan plan, RunFolder folder, ref RunRecord record, RunCheckpoints checkpoints, IRunDisplay display, ILoggerFactory logging, ILogger log, CancellationToken interruption)
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

        IReadOnlyList<LearnerRecord> notBegun = [];
        display.Show([.. experiment.Learners.Select(learner => learner.Label)], log, () => notBegun = RunLearners(plan, folder, experiment.Learners, checkpoints, display, log, interruption));

        // A learner that failed and was made again has ended after those that came behind it.
        var place = plan.Learners.Select(learner => learner.Label).ToList();
        LearnerRecord[] learners = [.. checkpoints.Ended.Concat(notBegun).OrderBy(learner => place.IndexOf(learner.Label))];
        Measurement[] measurements = [.. checkpoints.Measurements.OrderBy(row => place.IndexOf(row.Learner))];
        MetricsFile.Save(folder.Metrics, measurements);
        var ended = record with { Status = Worst(learners), Seconds = checkpoints.Seconds, Learners = learners };
        var plots = OrNone(log, () => RunPlots.Save(folder, $"{plan.Name} (d = {ended.Dimension}, seed {ended.Seed})", measurements, levels, learners));
        record = ended with { Conclusions = OrNone(log, () => Analysis.Of(ended, measurements)) };
        record.Save(folder.Record);
        RunFolder.Settle(folder.Path);
        if (record.Status is RunStatus.Done or RunStatus.Diverged)
        {
            TryLast(checkpoints.Delete);
        }

        return new RunOutcome(record, folder, plots);
    }

    // Pictures and remarks are no part of the result: what goes wrong with them is told, and all that was measured stays.
    private static IReadOnlyList<T> OrNone<T>(ILogger log, Func<IReadOnlyList<T>> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "pictures or conclusions could not be made: {Message}", exception.Message);
            return [];
        }
    }

    // One learner after the other. One that is done leaves the queue, and its memory with it.
    private static IReadOnlyList<LearnerRecord> RunLearners(
        RunPlan plan, RunFolder folder, Queue<Learner> learners, RunCheckpoints checkpoints, IRunDisplay display, ILogger log, CancellationToken interruption)
    {
        var limits = new LoopLimits(plan.Settings.DivergenceFactor, plan.StepTimeout);
        LearnerLoop? takenUp = null;
        checkpoints.TakeUp(learners, (learner, state) =>
        {
            takenUp = new LearnerLoop(learner, limits, checkpoints.Measurements, checkpoints, display, log);
            TakeUp(takenUp, learner, state);
        });
        while (!interruption.IsCancellationRequested && learners.TryDequeue(out var learner))
        {
            var loop = takenUp ?? new LearnerLoop(learner, limits, checkpoints.Measurements, checkpoints, display, log);
            takenUp = null;
            var record = loop.Run(interruption);
            if (!loop.HasGivenUp)
            {
                SaveWeights(folder, learner, log);
            }

            checkpoints.Ended.Add(record);
            LogOutcome(log, record);
            if (record.Status != RunStatus.Interrupted && checkpoints.IsWorthIt)
            {
                checkpoints.TrySave();
            }
        }

        // One that is interrupted has written its own, which says how far it is.
        if (checkpoints.Ended.Any(learner => learner.Status == RunStatus.Failed) && checkpoints.Ended.All(learner => learner.Status != RunStatus.Interrupted))
        {
            checkpoints.TrySave();
        }

        return [.. learners.Select(learner => new LearnerRecord(learner.Label, RunStatus.Interrupted, "not begun", 0, 0, 0, []))];
    }

    // What stands in the way now, a full disk for instance, has been told already.
    private static void TryLast(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    // Half of a state is worse than none.
    private static void TakeUp(LearnerLoop loop, Learner learner, BinaryReader state)
    {
        try
        {
            loop.Restore(state);
        }
        catch (Exception exception)
        {
            throw new InvalidDataException(
                $"{learner.Label}: {learner.OptimizerName}, or another part, cannot take up its own state: {FailureText.Of(exception)}; `run` with --again begins anew", exception);
        }
    }

    private RunRecord RecordOf(RunPlan plan) => new()
    {
        Experiment = plan.Name,
        Id = "",
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

    // A disk that is full ends the run, which then goes on from its last checkpoint: a learner whose weights are lost has not ended.
    private static void SaveWeights(RunFolder folder, Learner learner, ILogger log)
    {
        foreach (var array in WeightsOf(learner, log))
        {
            try
            {
                NpyFile.Save(folder.File("weights", learner.Label, array.Name + ".npy"), array.Values);
            }
            catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
            {
                log.LogError(exception, "{Learner}: the weights '{Array}' could not be saved: {Message}", learner.Label, array.Name, exception.Message);
            }
        }
    }

    // Whatever a model does wrong here, what was measured is kept.
    private static IReadOnlyList<NamedArray> WeightsOf(Learner learner, ILogger log)
    {
        try
        {
            var weights = learner.Model.Weights;
            return weights.FirstOrDefault(array => array.Name.Length == 0 || array.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))) is { } bad
                ? throw new InvalidOperationException($"'{bad.Name}' is no name of an array; allowed: letters, digits, '-' and '_'")
                : weights;
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Learner}: the weights could not be saved: {Message}", learner.Label, exception.Message);
            return [];
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
