using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>The loop of every learner: step, look at the loss, measure, keep the state.</summary>
/// <param name="learner">The learner.</param>
/// <param name="context">What it has in common with the others.</param>
/// <param name="watchdog">Watches every call into a plugin.</param>
internal sealed class LearnerLoop(Learner learner, LearnerContext context, Watchdog watchdog) : IResumable
{
    private readonly SettableStopwatch _training = new(context.Time);
    private readonly SettableStopwatch _evaluating = new(context.Time);
    private LearnerMeasurements _measured = new(learner.Label, context.State);
    private readonly MetricNames _names = new();
    private LossWatch? _loss;

    /// <summary>How many steps have been taken.</summary>
    public long Step { get; private set; }

    /// <summary>True if the optimizer said that no further step is of use.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Why the learner was interrupted; null if it was not.</summary>
    public string? Interruption { get; private set; }

    /// <summary>What was measured.</summary>
    public LearnerMeasurements Measured => _measured;

    /// <summary>How the loss went.</summary>
    public double? LossTrend => _loss?.Trend;

    public double TrainingSeconds => _training.Seconds;

    public double EvaluationSeconds => _evaluating.Seconds;

    /// <summary>Trains the learner until it is done, diverges or is interrupted. What a plugin throws is thrown.</summary>
    public (RunStatus Status, string? Message) Train(CancellationToken interruption)
    {
        var steps = Call(learner.OptimizerName, () => learner.Optimizer.Steps);
        context.Display.Started(learner.Label, Step, steps);
        _loss ??= new LossWatch(steps, context.Limits.DivergenceFactor);
        if (Step == 0)
        {
            CheckPredictions();
            Evaluate(learner.Evaluators);
        }

        while (Step < steps && !IsFinished)
        {
            if (interruption.IsCancellationRequested)
            {
                return Interrupt($"interrupted after step {Step} of {steps}");
            }

            if (context.Halts.TryGetValue(learner.Label, out var halt) && Step >= halt.Step)
            {
                return halt.ForGood ? HaltForGood(steps) : Interrupt($"waits after step {Step} of {steps} for those that it is compared with");
            }

            var result = TakeStep();
            if (_loss.Take(result.Loss) is { } wrong)
            {
                return Diverged(wrong);
            }

            IsFinished = result.Finished;
            if (Step == steps || IsFinished)
            {
                RecordStep(ObjectiveMetrics.Of(result.Loss, learner.Objective));
            }
            else
            {
                if (learner.StepCadence.IsDue(Step))
                {
                    RecordStep(learner.FollowsObjective ? ObjectiveMetrics.Of(result.Loss, learner.Objective) : []);
                }

                EvaluateIfDue();
                CheckpointIfDue();
            }
        }

        return End();
    }

    /// <summary>A metric as a row of the run.</summary>
    public Measurement At(string evaluator, Metric metric) => new(learner.Label, Step, _training.Seconds, evaluator, metric);

    /// <summary>Calls a plugin under the eyes of the watchdog.</summary>
    /// <exception cref="OperationCanceledException">The call was given up: the run has gone on without it, and this thread has nothing left to do.</exception>
    public T Call<T>(string callee, Func<T> call)
    {
        watchdog.Enter(callee);
        var result = call();
        Leave();
        return result;
    }

    /// <summary>Writes the state of the loop, of the parameters and of the parts.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(Step);
        _training.Save(state);
        _evaluating.Save(state);
        _loss!.Save(state);
        LearnerState.Save(learner, state);
    }

    /// <summary>Restores it, in a loop that has not begun.</summary>
    public void Restore(BinaryReader state)
    {
        Step = state.ReadInt64();
        _training.Restore(state);
        _evaluating.Restore(state);
        _loss = new LossWatch(learner.Optimizer.Steps, context.Limits.DivergenceFactor);
        _loss.Restore(state);
        _measured = new LearnerMeasurements(learner.Label, context.State);
        LearnerState.Restore(learner, state);
        context.Log.LogInformation("{Learner}: goes on after step {Step}", learner.Label, Step);
    }

    // Without a closure: it is called at every step.
    private StepResult TakeStep()
    {
        watchdog.Enter(learner.OptimizerName);
        _training.Start();
        var result = learner.Optimizer.Step();
        _training.Stop();
        Leave();
        Step++;
        context.Display.Stepped(Step, result.Loss);
        return result;
    }

    private void CheckPredictions()
    {
        if (context.Probe is var (inputs, outputs))
        {
            Call(learner.ModelName, () =>
            {
                ShapeCheck.Model(learner.Model, inputs, outputs);
                return outputs;
            });
        }
    }

    // The value of the objective, and what else the optimizer found out.
    private void RecordStep(IReadOnlyList<Metric> value)
    {
        var found = Call(learner.OptimizerName, () =>
        {
            var told = learner.Optimizer.StepReport();
            _names.Verify(MetricCheck.Optimizer, told);
            return told;
        });
        _measured.Add(MetricCheck.Optimizer, [.. value.Concat(found).Select(metric => At(MetricCheck.Optimizer, metric))]);
    }

    // The checkpoint comes first: what is measured now belongs to a run that ends here, not to one that resumes.
    private (RunStatus, string?) Interrupt(string why)
    {
        if (Step > 0 && LearnerState.IsResumable(learner))
        {
            Checkpoint();
        }
        else
        {
            // Of those that ended before it.
            context.Checkpoints?.TrySave();
            if (Step > 0)
            {
                context.Log.LogWarning("{Learner}: {Optimizer} has no state written down, so it will begin anew", learner.Label, learner.OptimizerName);
            }
        }

        Interruption = why;
        Evaluate(learner.Evaluators);
        return (RunStatus.Interrupted, Interruption);
    }

    private (RunStatus, string?) HaltForGood(long steps)
    {
        Evaluate(learner.Evaluators);
        return (RunStatus.Halted, $"halted after step {Step} of {steps}: others that it was compared with did better");
    }

    // The loss of a step belongs to the weights before it: only the weights and a measurement show that the last step went wrong.
    private (RunStatus, string?) End()
    {
        if (learner.Model is ITrainable trainable && trainable.Parameters.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            return Diverged($"weights are no finite numbers after the last step, {Step}");
        }

        Evaluate(learner.Evaluators);
        return _measured.Latest.FirstOrDefault(row => row.Step == Step && !row.Metric.IsUndefined && !double.IsFinite(row.Metric.Value)) is { } bad
            ? Diverged($"{bad.Evaluator} {bad.Metric.Name} is {bad.Metric.Value} after the last step, {Step}")
            : (RunStatus.Done, null);
    }

    // What helps is the optimizer's to say.
    private (RunStatus, string?) Diverged(string wrong) => (RunStatus.Diverged, learner.Optimizer is IDivergenceAdvice { Advice: var advice } ? $"{wrong}; {advice}" : wrong);

    private void EvaluateIfDue()
    {
        // By index: an enumerator of the list would be allocated at every step.
        for (var e = 0; e < learner.Evaluators.Count; e++)
        {
            var evaluator = learner.Evaluators[e];
            if (evaluator.Cadence.IsDue(Step))
            {
                Evaluate([evaluator]);
            }
        }
    }

    private void Evaluate(IReadOnlyList<DueEvaluator> evaluators)
    {
        foreach (var evaluator in evaluators)
        {
            // At the end the step may have been measured already: in an interrupted run, or in one without steps.
            if (!_measured.Has(evaluator.Label, Step))
            {
                _evaluating.Start();
                var metrics = Call(evaluator.Name, () =>
                {
                    var measured = evaluator.Evaluator.Evaluate();
                    _names.Verify(evaluator.Label, measured);
                    return measured;
                });
                _evaluating.Stop();

                // Kept at once: the next evaluator may fail.
                _measured.Add(evaluator.Label, [.. metrics.Select(metric => At(evaluator.Label, metric))]);
            }
        }
    }

    private void CheckpointIfDue()
    {
        if (context.Checkpoints is { IsDue: true } && LearnerState.IsResumable(learner))
        {
            Checkpoint();
        }
    }

    // Not watched: a disk that is slow is no fault of the learner, and what is written is the run's.
    private void Checkpoint() => context.Checkpoints?.TrySave((learner.Label, Save));

    private void Leave()
    {
        if (!watchdog.Leave())
        {
            throw new OperationCanceledException("given up");
        }
    }
}
