using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>The outcome of a run.</summary>
internal sealed record RunOutcome(RunRecord Record, RunFolder Folder, IReadOnlyList<string> Plots);

/// <summary>Makes one run, from its plan to the folder it leaves behind.</summary>
internal sealed class RunSession
{
    private readonly RunRequest _request;
    private readonly RunTools _tools;
    private readonly ResolvedRun _run;
    private readonly RunFolder _folder;
    private readonly RunRecord _begun;
    private readonly RunState _state;
    private readonly ILoggerFactory _logging;
    private readonly ILogger _log;
    private readonly RunCheckpoints _checkpoints;

    private RunSession(RunRequest request, RunTools tools)
    {
        (_request, _tools) = (request, tools);
        _run = request.Composed?.Run ?? request.Plan.Resolve();
        _state = new RunState(tools.Time);
        (_folder, _begun) = request.Unfinished is { } unfinished ? Resume(unfinished) : Begin();
        _logging = tools.Logs.Create(_folder.Log, onConsole: request.IsAlone);
        _log = _logging.CreateLogger<RunSession>();
        _checkpoints = new RunCheckpoints(_folder.Checkpoints, _run.CheckpointPause, _state, tools.Time, _log);
    }

    /// <summary>Makes a run.</summary>
    /// <param name="request">The run.</param>
    /// <param name="tools">What it is made with.</param>
    /// <param name="interruption">Asks it to end after the step at hand.</param>
    /// <exception cref="IOException">Its folder cannot be written, so that nothing tells how it ended.</exception>
    public static RunOutcome Run(RunRequest request, RunTools tools, CancellationToken interruption)
    {
        var session = new RunSession(request, tools);
        try
        {
            return session.Run(interruption);
        }
        finally
        {
            BestEffort.Try(session._logging.Dispose);
        }
    }

    /// <summary>The record of a run that failed before anything of it could be written.</summary>
    public static RunRecord Unwritten(RunPlan plan, DateTimeOffset now, string message)
        => RecordOf(plan.Resolve(), plan.Threads, now) with { Status = RunStatus.Failed, Message = message };

    private static RunRecord RecordOf(ResolvedRun run, int threads, DateTimeOffset now) => new()
    {
        Experiment = run.Experiment,
        Id = "",
        Identity = run.Identity,
        Varied = new JsonObject(run.Varied.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))),
        Status = RunStatus.Running,
        Started = now,
        Seed = run.Settings.Seed,
        Threads = threads,
        Headline = run.SharedEvaluators,
        Configuration = ResolvedConfiguration.Of(run),
        Plugins = [.. run.Plugins.Select(plugin => new PluginRecord(plugin.Name, plugin.Version, plugin.Sha256))],
        Environment = EnvironmentRecord.Current,
    };

    private (RunFolder Folder, RunRecord Record) Begin()
    {
        var record = RecordOf(_run, _request.Threads, _tools.Time.GetUtcNow());
        var folder = _request.Store.Create(_request.Plan, _request.Claim, id => record with { Id = id });
        return (folder, record with { Id = folder.Id });
    }

    private (RunFolder Folder, RunRecord Record) Resume(StoredRun unfinished)
    {
        var folder = new RunFolder(unfinished.Folder);
        folder.RefuseLinks();
        folder.DeletePartialFiles();
        var record = RecordOf(_run, _request.Threads, unfinished.Record.Started);
        var hasMoved = EnvironmentChange.Between(unfinished.Record.Environment, record.Environment) is not null;

        // Killed, it still says how far its learners were.
        return (folder, record with { Id = folder.Id, CameFrom = hasMoved ? unfinished.Record.Environment : unfinished.Record.CameFrom, Learners = unfinished.Record.Learners });
    }

    private RunOutcome Run(CancellationToken interruption)
    {
        TellWhereItComesFrom();
        try
        {
            using var experiment = _request.Composed?.Take(_logging) ?? Composer.Compose(_run, _request.Threads, _logging);
            return Run(experiment, interruption);
        }
        catch (Exception exception)
        {
            _log.LogError(exception, "{Experiment}: {Message}", _run.Experiment, exception.Message);
            var failed = _begun with { Status = RunStatus.Failed, Message = exception.Message, Learners = _state.Ended, Seconds = _state.Seconds };
            BestEffort.Try(() => failed.Save(_folder.Record));
            return new RunOutcome(failed, _folder, []);
        }
    }

    private void TellWhereItComesFrom()
    {
        if (_request.Unfinished is { } unfinished && EnvironmentChange.Between(unfinished.Record.Environment, _begun.Environment) is { } difference)
        {
            _log.LogWarning("{Experiment}: goes on where numbers may be rounded otherwise than where it was before ({Difference})", _run.Experiment, difference);
        }

        if (_request.Claim.DeadHolder is { } dead)
        {
            _log.LogInformation("{Experiment}: taken over from {Holder}, which is gone", _run.Experiment, dead);
        }
    }

    private RunOutcome Run(Experiment experiment, CancellationToken interruption)
    {
        var running = _begun with
        {
            Dimension = experiment.Teacher.Inputs.Dimension,
            TeacherLevels = [.. LevelRecord.Of((experiment.Teacher as IReferenceLevels)?.ReferenceLevels ?? [])],
        };
        running.Save(_folder.Record);
        _log.LogInformation("{Experiment}: {Count} learners, seed {Seed}, into {Folder}", _run.Experiment, experiment.Learners.Count, running.Seed, _folder.Path);
        _log.LogInformation("linear algebra: {Library}, {Threads} threads", running.Environment.LinearAlgebra, running.Threads);

        string[] labels = [.. experiment.Learners.Select(learner => learner.Label)];
        _request.Display.Show(labels, _log, () => TrainLearners(experiment, interruption));
        return Conclude(running, experiment.Learners.Select(learner => new LearnerRecord(learner.Label, RunStatus.Interrupted, "not begun", 0, 0, 0, [])));
    }

    // One learner after the other. One that has ended is disposed of, and its memory with it.
    private void TrainLearners(Experiment experiment, CancellationToken interruption)
    {
        var context = new LearnerContext(
            new LoopLimits(_run.Settings.DivergenceFactor, _run.StepTimeout), _state, _checkpoints, _request.Display, _tools.Time, _log)
        {
            Halts = _request.Halts,
            Probe = experiment.Probe is { } inputs ? (inputs, experiment.Teacher.Outputs) : null,
        };
        var resumed = _request.Unfinished is null ? null : ResumeLearner(experiment, context);
        while (!interruption.IsCancellationRequested && !IsHalted && experiment.Learners.TryPeek(out var learner))
        {
            if (HaltOf(learner.Label) is { Step: 0, ForGood: false })
            {
                // Of those that ended before it. Of one that was in training the checkpoint says more.
                if (resumed is null)
                {
                    _checkpoints.TrySave();
                }

                break;
            }

            experiment.Learners.Dequeue();
            var training = resumed ?? new LearnerRun(learner, context);
            resumed = null;
            var record = training.Run(interruption);
            if (training.HasGivenUp)
            {
                experiment.Abandon(learner);
            }
            else
            {
                record = record with { Weights = new WeightFiles(_folder, _log).Save(learner) };
                experiment.Dispose(learner);
            }

            _state.Add(record);
            LogOutcome(record);
            if (record.Status != RunStatus.Interrupted && _checkpoints.IsWorthIt)
            {
                _checkpoints.TrySave();
            }
        }

        // One that is interrupted has written its own, which says how far it is.
        if (_state.Ended.Any(learner => learner.Status == RunStatus.Failed) && _state.Ended.All(learner => learner.Status != RunStatus.Interrupted))
        {
            _checkpoints.TrySave();
        }
    }

    // Learners that have ended are not trained again; those that failed are, after the others.
    private LearnerRun? ResumeLearner(Experiment experiment, LearnerContext context)
    {
        if (_checkpoints.OpenNewest() is not var (checkpoint, reader))
        {
            return null;
        }

        using (reader)
        {
            var again = _state.Restore(checkpoint, new KeptLearners(_folder, _request.KeepsFailures, HaltOf, _log).Contains);
            Learner[] all = [.. experiment.Learners];
            experiment.Learners.Clear();

            // What others are compared with comes in its own order.
            foreach (var learner in all.OrderBy(learner => _request.Halts.Count == 0 && again.Contains(learner.Label)))
            {
                if (_state.Ended.Any(ended => ended.Label == learner.Label))
                {
                    experiment.Dispose(learner);
                }
                else
                {
                    experiment.Learners.Enqueue(learner);
                }
            }

            if (checkpoint.Training is null)
            {
                return null;
            }

            if (!experiment.Learners.TryPeek(out var first) || first.Label != checkpoint.Training)
            {
                _state.Forget(checkpoint.Training);
                return null;
            }

            var training = new LearnerRun(first, context);
            training.Restore(reader);
            return training;
        }
    }

    // One that waits for others ends what can be done of the run now.
    private bool IsHalted => _state.Ended.Any(learner => learner.Status == RunStatus.Interrupted);

    private Halt? HaltOf(string label) => _request.Halts.TryGetValue(label, out var halt) ? halt : null;

    private RunOutcome Conclude(RunRecord running, IEnumerable<LearnerRecord> notBegun)
    {
        // A learner that failed and was made again has ended after those that came behind it.
        var place = _run.Learners.Select(learner => learner.Label).ToList();
        LearnerRecord[] learners = [.. _state.Ended.Concat(notBegun).OrderBy(learner => place.IndexOf(learner.Label))];
        Measurement[] measurements = [.. _state.Measurements.OrderBy(row => place.IndexOf(row.Learner))];
        MetricsFile.Save(_folder.Metrics, measurements);

        // An interruption says most about a run, then a failure, then a divergence.
        var worst = learners.Select(learner => learner.Status).DefaultIfEmpty(RunStatus.Done).Max();
        var ended = running with { Status = worst, Seconds = _state.Seconds, Learners = learners, MetricsSha256 = FileHash.Compute(_folder.Metrics) };
        var plots = OrNone(() => _tools.Plotter.Draw(_folder, ended, measurements));
        var concluded = ended with { Conclusions = OrNone(() => _tools.Analysers.SelectMany(analyser => analyser.Analyse(ended, measurements)).ToArray()) };
        concluded.Save(_folder.Record);
        FolderFlush.Flush(_folder.Path);
        if (concluded.HasEnded)
        {
            BestEffort.Try(_checkpoints.Delete);
        }

        return new RunOutcome(concluded, _folder, plots);
    }

    // Pictures and remarks are no part of the result: what goes wrong with them is told, and all that was measured stays.
    private IReadOnlyList<T> OrNone<T>(Func<IReadOnlyList<T>> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception)
        {
            _log.LogWarning(exception, "pictures or conclusions could not be made: {Message}", exception.Message);
            return [];
        }
    }

    private void LogOutcome(LearnerRecord learner)
    {
        _log.LogInformation("{Learner}: {Status} after {Steps} steps, {Seconds:F1} s of training", learner.Label, learner.Status.ToString().ToLowerInvariant(), learner.Steps, learner.Seconds);
        if (learner.Message is not null && learner.Status != RunStatus.Failed)
        {
            _log.LogWarning("{Learner}: {Message}", learner.Label, learner.Message);
        }
    }
}
