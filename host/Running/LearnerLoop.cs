using System.Diagnostics;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Plugins;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running.Checkpoints;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Running;

/// <summary>What ends a learner that does not end by itself.</summary>
/// <param name="DivergenceFactor">Its loss is more than this times that of the first step.</param>
/// <param name="StepTimeout">A step or an evaluation takes longer; none means that each takes as long as it takes.</param>
internal sealed record LoopLimits(double DivergenceFactor = double.PositiveInfinity, TimeSpan? StepTimeout = null);

/// <summary>Trains one learner: the loop that every learner, whatever it is, goes through.</summary>
/// <remarks>It runs on a thread of its own, since a step that does not return cannot be stopped, only left to itself.</remarks>
internal sealed class LearnerLoop : IResumable
{
    private const string OptimizerReport = "optimizer";
    private readonly Learner _learner;
    private readonly LoopLimits _limits;
    private readonly RunCheckpoints? _checkpoints;
    private readonly IRunDisplay _display;
    private readonly ILogger _log;
    private readonly CallWatch _watch;
    private readonly Clock _training = new();
    private readonly Clock _evaluating = new();
    private readonly List<Measurement> _measurements;
    private Measured _measured;
    private LossWatch? _loss;
    private long _step;
    private bool _finished;
    private string? _interruption;

    /// <param name="learner">The learner.</param>
    /// <param name="limits">What ends it otherwise.</param>
    /// <param name="measurements">Receives what its evaluators measure.</param>
    /// <param name="checkpoints">Keeps its state from time to time; none when nobody does.</param>
    /// <param name="display">Shows progress.</param>
    /// <param name="log">The run's log.</param>
    public LearnerLoop(Learner learner, LoopLimits limits, List<Measurement> measurements, RunCheckpoints? checkpoints, IRunDisplay display, ILogger log)
    {
        (_learner, _limits, _measurements, _checkpoints, _display, _log) = (learner, limits, measurements, checkpoints, display, log);
        _watch = new CallWatch(limits.StepTimeout);
        _measured = new Measured(learner.Label, measurements);
    }

    /// <summary>True when a call into a plugin did not return: its thread still runs, and the model must be left alone.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Trains the learner until it ends, one way or another.</summary>
    public LearnerRecord Run(CancellationToken interruption)
    {
        LearnerRecord? ended = null;
        var thread = new Thread(() => ended = TrainAndRecord(interruption)) { IsBackground = true, Name = _learner.Label };
        thread.Start();
        HasGivenUp = !_watch.WaitFor(thread);
        var record = HasGivenUp ? GiveUp() : ended!;
        _display.Ended(record);
        return record;
    }

    /// <summary>The state of the loop, of the parameters and of the parts.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(_step);
        _training.Save(state);
        _evaluating.Save(state);
        _loss!.Save(state);
        LearnerState.Save(_learner, state);
    }

    public void Restore(BinaryReader state)
    {
        _step = state.ReadInt64();
        _training.Restore(state);
        _evaluating.Restore(state);
        _loss = new LossWatch(_learner.Optimizer.Steps, _limits.DivergenceFactor);
        _loss.Restore(state);
        _measured = new Measured(_learner.Label, _measurements);
        LearnerState.Restore(_learner, state);
        _log.LogInformation("{Learner}: goes on after step {Step}", _learner.Label, _step);
    }

    // None when a call was given up: the run has gone on without.
    private LearnerRecord? TrainAndRecord(CancellationToken interruption)
    {
        try
        {
            var (status, message) = Train(interruption);
            return Record(status, message);
        }
        catch (Exception exception)
        {
            if (!_watch.Leave())
            {
                return null;
            }

            // The console shows the message; the log file has the trace.
            var message = $"{_watch.Callee} failed, {exception.GetType().Name} after step {_step}: {FailureText.Of(exception)}";
            _log.LogError(exception, "{Learner}: {Message}", _learner.Label, message);
            return Failed(message);
        }
    }

    private (RunStatus Status, string? Message) Train(CancellationToken interruption)
    {
        _watch.Enter(_learner.OptimizerName);
        var steps = _learner.Optimizer.Steps;
        Leave();
        _display.Started(_learner.Label, _step, steps);
        _loss ??= new LossWatch(steps, _limits.DivergenceFactor);
        if (_step == 0)
        {
            Evaluate(_learner.Evaluators);
        }

        while (_step < steps && !_finished)
        {
            if (interruption.IsCancellationRequested)
            {
                return Interrupt(steps);
            }

            var result = Step();
            if (_loss.Take(result.Loss) is { } wrong)
            {
                return Diverged(wrong);
            }

            _finished = result.Finished;
            if (_step < steps && !_finished)
            {
                EvaluateIfDue();
                CheckpointIfDue();
            }
        }

        return End();
    }

    private StepResult Step()
    {
        _watch.Enter(_learner.OptimizerName);
        _training.Start();
        var result = _learner.Optimizer.Step();
        _training.Stop();
        Leave();
        _step++;
        _display.Stepped(_step, result.Loss);
        return result;
    }

    // The checkpoint comes first: what is measured now belongs to a run that ends here, not to one that goes on.
    private (RunStatus, string?) Interrupt(long steps)
    {
        if (_step > 0 && LearnerState.IsResumable(_learner))
        {
            Checkpoint();
        }
        else
        {
            // Of those that ended before it.
            _checkpoints?.TrySave();
            if (_step > 0)
            {
                _log.LogWarning("{Learner}: {Optimizer} has no state written down, so it will begin anew", _learner.Label, _learner.OptimizerName);
            }
        }

        _interruption = $"interrupted after step {_step} of {steps}";
        Evaluate(_learner.Evaluators);
        return (RunStatus.Interrupted, _interruption);
    }

    // The loss of a step belongs to the weights before it: only the weights and a measurement show that the last step went wrong.
    private (RunStatus, string?) End()
    {
        if (_learner.Model is ITrainable trainable && trainable.Parameters.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            return Diverged($"weights are no finite numbers after the last step, {_step}");
        }

        Evaluate(_learner.Evaluators);
        return _measured.Latest.FirstOrDefault(row => row.Step == _step && !double.IsFinite(row.Metric.Value)) is { } bad
            ? Diverged($"{bad.Evaluator} {bad.Metric.Name} is {bad.Metric.Value} after the last step, {_step}")
            : (RunStatus.Done, null);
    }

    private static (RunStatus, string?) Diverged(string wrong) => (RunStatus.Diverged, $"{wrong}; a smaller step size may help");

    private void EvaluateIfDue()
    {
        // By index: an enumerator of the list would be allocated at every step.
        for (var e = 0; e < _learner.Evaluators.Count; e++)
        {
            var evaluator = _learner.Evaluators[e];
            if (evaluator.Cadence.IsDue(_step))
            {
                Evaluate([evaluator]);
            }
        }
    }

    private void CheckpointIfDue()
    {
        if (_checkpoints is { IsDue: true } && LearnerState.IsResumable(_learner))
        {
            Checkpoint();
        }
    }

    // Not watched: a disk that is slow is no fault of the learner, and what is written is the run's.
    private void Checkpoint() => _checkpoints?.TrySave((_learner.Label, Save));

    private void Evaluate(IReadOnlyList<DueEvaluator> evaluators)
    {
        foreach (var evaluator in evaluators)
        {
            // At the end the step may have been measured already: in an interrupted run, or in one without steps.
            if (!_measured.Has(evaluator.Label, _step))
            {
                _watch.Enter(evaluator.Name);
                _evaluating.Start();
                var metrics = evaluator.Evaluator.Evaluate();
                _evaluating.Stop();
                Leave();

                // Kept at once: the next evaluator may fail.
                _measured.Add(evaluator.Label, [.. metrics.Select(metric => At(evaluator.Label, metric))]);
            }
        }
    }

    private Measurement At(string evaluator, Metric metric) => new(_learner.Label, _step, _training.Seconds, evaluator, metric);

    // What the loop has was given up by the run: this thread has nothing left to do with it.
    private void Leave()
    {
        if (!_watch.Leave())
        {
            throw new OperationCanceledException("given up");
        }
    }

    private LearnerRecord GiveUp()
    {
        var message = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{_watch.Callee} has not returned for {_limits.StepTimeout!.Value.TotalSeconds:G4} s after step {_step} and was given up; if it needs so long, set StepTimeoutSeconds higher (null waits for ever)");
        _log.LogError("{Learner}: {Message}", _learner.Label, message);
        return Failed(message);
    }

    // What is interrupted has its state written down already, and goes on from there whatever fails at the last measurement.
    private LearnerRecord Failed(string message)
        => _interruption is { } interruption ? Record(RunStatus.Interrupted, interruption) : Record(RunStatus.Failed, message);

    private LearnerRecord Record(RunStatus status, string? message)
    {
        IEnumerable<Measurement> rows = status == RunStatus.Diverged ? _measured.LatestFinite : _measured.Latest;
        if (status == RunStatus.Done)
        {
            _watch.Enter(_learner.OptimizerName);
            var report = _learner.Optimizer.Report();
            Leave();
            rows = rows.Concat(report.Select(metric => At(OptimizerReport, metric)));
        }

        var metrics = rows.Select(row => new MetricRecord(
            row.Evaluator, row.Metric.Name, row.Metric.Quantity, row.Metric.Value, row.Metric.StandardError > 0 ? row.Metric.StandardError : null));
        return new LearnerRecord(_learner.Label, status, message, _step, _training.Seconds, _evaluating.Seconds, [.. metrics])
        {
            LossTrend = status == RunStatus.Done && !_finished ? _loss?.Trend : null,
        };
    }

    /// <summary>A stopwatch that can be set.</summary>
    private sealed class Clock : IResumable
    {
        private readonly Stopwatch _watch = new();
        private double _before;

        public double Seconds => _before + _watch.Elapsed.TotalSeconds;

        public void Start() => _watch.Start();

        public void Stop() => _watch.Stop();

        public void Save(BinaryWriter state) => state.Write(Seconds);

        public void Restore(BinaryReader state) => _before = state.ReadDouble();
    }
}
