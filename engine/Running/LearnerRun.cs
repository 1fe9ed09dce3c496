using System.Globalization;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>Runs the loop of one learner on a thread of its own, since a call that does not return cannot be stopped, only left to itself.</summary>
internal sealed class LearnerRun
{
    private readonly Learner _learner;
    private readonly LearnerContext _context;
    private readonly Watchdog _watchdog;
    private readonly LearnerLoop _loop;

    /// <param name="learner">The learner.</param>
    /// <param name="context">What it has in common with the others.</param>
    public LearnerRun(Learner learner, LearnerContext context)
    {
        (_learner, _context) = (learner, context);
        _watchdog = new Watchdog(context.Limits.StepTimeout, context.Time);
        _loop = new LearnerLoop(learner, context, _watchdog);
    }

    /// <summary>True if a call into a plugin did not return: its thread still runs, and the learner's parts must be left alone.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Restores the state of the learner, before it runs.</summary>
    /// <exception cref="InvalidDataException">A part cannot read its own state. Half of a state is worse than none.</exception>
    public void Restore(BinaryReader state)
    {
        try
        {
            _loop.Restore(state);
        }
        catch (Exception exception)
        {
            throw new InvalidDataException(
                $"{_learner.Label}: {_learner.OptimizerName}, or another part, cannot take up its own state: {FailureText.Of(exception)}; `run` with --again begins anew", exception);
        }
    }

    /// <summary>Trains the learner until it ends, one way or another.</summary>
    public LearnerRecord Run(CancellationToken interruption)
    {
        LearnerRecord? ended = null;
        var thread = new Thread(() => ended = TrainAndRecord(interruption)) { IsBackground = true, Name = _learner.Label };
        thread.Start();
        HasGivenUp = !_watchdog.WaitFor(thread);
        var record = HasGivenUp ? GiveUp() : ended!;
        _context.Display.Ended(record);
        return record;
    }

    // Null if a call was given up: the run has gone on without.
    private LearnerRecord? TrainAndRecord(CancellationToken interruption)
    {
        try
        {
            var (status, message) = _loop.Train(interruption);
            return Record(status, message) with { ReferenceLevels = [.. _learner.Evaluators.SelectMany(Levels)] };
        }
        catch (Exception exception)
        {
            if (!_watchdog.Leave())
            {
                return null;
            }

            // The console shows the message; the log file has the trace.
            var message = $"{_watchdog.Callee} failed, {exception.GetType().Name} after step {_loop.Step}: {FailureText.Of(exception)}";
            _context.Log.LogError(exception, "{Learner}: {Message}", _learner.Label, message);
            return Failed(message);
        }
    }

    private IReadOnlyList<Metric> Report()
    {
        var report = _learner.Optimizer.Report();
        new MetricNames().Verify(MetricCheck.Optimizer, report);
        return report;
    }

    private LearnerRecord GiveUp()
    {
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{_watchdog.Callee} has not returned for {_context.Limits.StepTimeout!.Value.TotalSeconds:G4} s after step {_loop.Step} and was given up; if it needs so long, set StepTimeoutSeconds higher (null waits for ever)");
        _context.Log.LogError("{Learner}: {Message}", _learner.Label, message);
        return Failed(message);
    }

    // What is interrupted has its state written down already, and resumes from there whatever fails at the last measurement.
    private LearnerRecord Failed(string message)
        => _loop.Interruption is { } interruption ? Record(RunStatus.Interrupted, interruption) : Record(RunStatus.Failed, message);

    private LearnerRecord Record(RunStatus status, string? message)
    {
        IEnumerable<Measurement> rows = status == RunStatus.Diverged ? _loop.Measured.LatestFinite : _loop.Measured.Latest;
        if (status == RunStatus.Done)
        {
            rows = rows.Concat(_loop.Call(_learner.OptimizerName, Report).Select(metric => _loop.At(MetricCheck.Optimizer, metric)));
        }

        var metrics = rows.Where(row => !row.Metric.IsUndefined).Select(row => new MetricRecord(
            row.Evaluator, row.Metric.Name, row.Metric.Quantity, row.Metric.Value, row.Metric.StandardError > 0 ? row.Metric.StandardError : null)
        {
            Axis = row.Metric.Axis,
        });
        return new LearnerRecord(_learner.Label, status, message, _loop.Step, _loop.TrainingSeconds, _loop.EvaluationSeconds, [.. metrics])
        {
            LossTrend = status == RunStatus.Done && !_loop.IsFinished ? _loop.LossTrend : null,
        };
    }

    private IEnumerable<LevelRecord> Levels(DueEvaluator evaluator)
        => evaluator.Evaluator is IReferenceLevels knowing ? LevelRecord.Of(_loop.Call(evaluator.Name, () => knowing.ReferenceLevels)) : [];
}
