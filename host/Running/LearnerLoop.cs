using System.Diagnostics;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Running;

/// <summary>Trains one learner: the loop that every learner, whatever it is, goes through.</summary>
/// <param name="learner">The learner.</param>
/// <param name="measurements">Receives what its evaluators measure.</param>
/// <param name="display">Shows progress.</param>
/// <param name="log">The run's log.</param>
internal sealed class LearnerLoop(Learner learner, List<Measurement> measurements, IRunDisplay display, ILogger log)
{
    private const string OptimizerReport = "optimizer";
    private readonly Stopwatch _training = new();
    private readonly Stopwatch _evaluating = new();
    private IReadOnlyList<Measurement> _latest = [];
    private long _step;

    public LearnerRecord Run(CancellationToken interruption)
    {
        display.Started(learner.Label, learner.Optimizer.Steps);
        LearnerRecord record;
        try
        {
            var (status, message) = Train(interruption);
            record = Record(status, message);
        }
        catch (Exception exception)
        {
            // The console shows the message; the log file has the trace.
            log.LogError(exception, "{Learner}: {Message}", learner.Label, exception.Message);
            record = Record(RunStatus.Failed, $"{exception.GetType().Name} after step {_step}: {exception.Message}");
        }

        display.Ended(record);
        return record;
    }

    private (RunStatus Status, string? Message) Train(CancellationToken interruption)
    {
        var steps = learner.Optimizer.Steps;
        Evaluate(learner.Evaluators);
        for (var finished = false; _step < steps && !finished;)
        {
            if (interruption.IsCancellationRequested)
            {
                Evaluate(learner.Evaluators);
                return (RunStatus.Interrupted, $"interrupted after step {_step} of {steps}");
            }

            _training.Start();
            var result = learner.Optimizer.Step();
            _training.Stop();
            _step++;
            display.Stepped(_step, result.Loss);
            if (!double.IsFinite(result.Loss))
            {
                return (RunStatus.Diverged, $"the loss is {result.Loss} at step {_step}; a smaller step size may help");
            }

            finished = result.Finished;
            if (_step < steps && !finished)
            {
                EvaluateIfDue();
            }
        }

        Evaluate(learner.Evaluators);

        // The loss of a step belongs to the weights before it: only a measurement shows that the last step went wrong.
        return _latest.FirstOrDefault(row => row.Step == _step && !double.IsFinite(row.Metric.Value)) is { } bad
            ? (RunStatus.Diverged, $"{bad.Evaluator} {bad.Metric.Name} is {bad.Metric.Value} after the last step; a smaller step size may help")
            : (RunStatus.Done, null);
    }

    private void EvaluateIfDue()
    {
        // By index: an enumerator of the list would be allocated at every step.
        for (var e = 0; e < learner.Evaluators.Count; e++)
        {
            var evaluator = learner.Evaluators[e];
            if (evaluator.Cadence.IsDue(_step))
            {
                Evaluate([evaluator]);
            }
        }
    }

    private void Evaluate(IReadOnlyList<DueEvaluator> evaluators)
    {
        _evaluating.Start();
        foreach (var evaluator in evaluators)
        {
            // At the end the step may have been measured already: in an interrupted run, or in one without steps.
            if (!_latest.Any(row => row.Step == _step && row.Evaluator == evaluator.Label))
            {
                // Kept at once: the next evaluator may fail.
                Measurement[] measured = [.. evaluator.Evaluator.Evaluate().Select(metric => At(evaluator.Label, metric))];
                measurements.AddRange(measured);
                _latest = [.. _latest.Where(row => row.Evaluator != evaluator.Label), .. measured];
            }
        }

        _evaluating.Stop();
    }

    private Measurement At(string evaluator, Metric metric) => new(learner.Label, _step, _training.Elapsed.TotalSeconds, evaluator, metric);

    private LearnerRecord Record(RunStatus status, string? message)
    {
        if (status == RunStatus.Done)
        {
            _latest = [.. _latest, .. learner.Optimizer.Report().Select(metric => At(OptimizerReport, metric))];
        }

        var metrics = _latest.Select(row => new MetricRecord(
            row.Evaluator, row.Metric.Name, row.Metric.Quantity, row.Metric.Value, row.Metric.StandardError > 0 ? row.Metric.StandardError : null));
        return new LearnerRecord(
            learner.Label, status, message, _step, _training.Elapsed.TotalSeconds, _evaluating.Elapsed.TotalSeconds, [.. metrics]);
    }
}
