using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>A step at which a learner halts.</summary>
/// <param name="Step">The step; 0 to wait before it begins.</param>
/// <param name="ForGood">Whether it ends there, or waits for the learners that it is compared with.</param>
internal readonly record struct Halt(long Step, bool ForGood);

/// <summary>What is to be done of a run now.</summary>
/// <param name="Run">The run.</param>
/// <param name="Halts">Where its learners halt, by label; one that is not there trains to its end.</param>
internal sealed record HalvingJob(RunPlan Run, IReadOnlyDictionary<string, Halt> Halts);

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016): of the runs that a selection chooses among, each learner trains to a first step; the best part of them goes on
/// to a multiple of it, and so on, and the last one to its end. What goes on follows from what is stored, so that runs that are interrupted or found lead to
/// the same choice: compared is what was measured last, at the cadence of the evaluator, up to the step.
/// </summary>
/// <remarks>Learners of a run train one after the other, so all the runs decide on one learner before they begin the next.</remarks>
internal sealed class Halving
{
    private readonly SelectSettings _select;
    private readonly HalvingSettings _halving;
    private readonly Func<RunPlan, StoredRun?> _find;
    private readonly Predicate<RunPlan> _isTried;
    private readonly Dictionary<RunPlan, Bracket> _brackets = [];
    private readonly ValuesAtSteps _values;

    /// <param name="plan">The experiment, which selects and halves.</param>
    /// <param name="find">What there is of a run; null if nothing.</param>
    /// <param name="isTried">Whether a run was made here: a learner of it that failed is not made again.</param>
    public Halving(ExperimentPlan plan, Func<RunPlan, StoredRun?> find, Predicate<RunPlan> isTried)
    {
        (_select, _halving, _find, _isTried, _values) = (plan.Select!, plan.Select!.Halving!, find, isTried, new ValuesAtSteps(plan.Select!));
        foreach (var runs in plan.Runs.GroupBy(run => run.KeyOf(plan.Left)))
        {
            var bracket = new Bracket([.. runs]);
            foreach (var run in bracket.Runs)
            {
                _brackets[run] = bracket;
            }
        }
    }

    /// <summary>What is to be done first.</summary>
    public IReadOnlyList<HalvingJob> Begin() => [.. _brackets.Values.Distinct().SelectMany(Next)];

    /// <summary>A job has ended.</summary>
    /// <param name="job">The job.</param>
    /// <returns>What is to be done next; nothing while there are others that its run is compared with.</returns>
    public IReadOnlyList<HalvingJob> End(HalvingJob job)
    {
        var bracket = _brackets[job.Run];
        if (!IsAt(job.Run, job.Halts))
        {
            // It would not get there at another attempt either.
            bracket.Stuck.Add(job.Run);
        }

        return --bracket.Busy == 0 ? Next(bracket) : [];
    }

    private IReadOnlyList<HalvingJob> Next(Bracket bracket)
    {
        HalvingJob[] jobs = [.. Next(bracket.Runs).Where(job => !bracket.Stuck.Contains(job.Run))];
        bracket.Busy = jobs.Length;
        return jobs;
    }

    private IEnumerable<HalvingJob> Next(IReadOnlyList<RunPlan> bracket)
    {
        var halts = bracket.ToDictionary(run => run, _ => new Dictionary<string, Halt>());
        var waits = false;
        foreach (var label in bracket.SelectMany(run => _values.LearnersOf(run)).Distinct())
        {
            RunPlan[] runs = [.. bracket.Where(run => _values.LearnersOf(run).Contains(label))];
            if (waits)
            {
                Array.ForEach(runs, run => halts[run][label] = new Halt(0, false));
            }
            else
            {
                waits = !Decide(label, runs, (run, halt) => halts[run][label] = halt);
            }
        }

        return bracket.Where(run => !IsAt(run, halts[run])).Select(run => new HalvingJob(run, halts[run]));
    }

    private bool IsAt(RunPlan run, IReadOnlyDictionary<string, Halt> halts)
    {
        foreach (var label in _values.LearnersOf(run))
        {
            if (halts.TryGetValue(label, out var halt) && !halt.ForGood)
            {
                return halt.Step == 0 || HasReached(run, label, halt.Step);
            }

            if (!HasEnded(run, label) && !(halt.ForGood && Record(run, label) is { Status: RunStatus.Halted } halted && halted.Steps >= halt.Step))
            {
                return false;
            }
        }

        return true;
    }

    // True when nothing more is to be done for the learner but to end those that were left behind.
    private bool Decide(string label, RunPlan[] runs, Action<RunPlan, Halt> set)
    {
        for (var step = _halving.FirstSteps; runs.Length > 1; step *= _halving.Factor)
        {
            if (runs.Any(run => !HasReached(run, label, step)))
            {
                Array.ForEach(runs, run => set(run, new Halt(step, false)));
                return false;
            }

            if (runs.All(run => HasEnded(run, label)) || runs.All(run => ValueAt(run, label, step) is null))
            {
                break;
            }

            RunPlan[] best = [.. runs.OrderBy(run => _select.Badness(ValueAt(run, label, step) ?? double.NaN)).Take((runs.Length + _halving.Factor - 1) / _halving.Factor)];
            Array.ForEach([.. runs.Except(best)], run => set(run, new Halt(step, true)));
            runs = best;
        }

        return runs.All(run => HasEnded(run, label));
    }

    private bool HasReached(RunPlan run, string label, long step) => HasEnded(run, label) || Record(run, label)?.Steps >= step;

    // One that failed here, or of which nothing came, would hold up the others for ever.
    private bool HasEnded(RunPlan run, string label)
        => Record(run, label) is { } record ? record.HasEnded || (record.Status == RunStatus.Failed && _isTried(run)) : _isTried(run) && _find(run)?.Record.Status is null or RunStatus.Failed;

    // Null where it was not measured. A learner that diverges or fails later has no value either: the next best goes on in its place.
    private double? ValueAt(RunPlan run, string label, long step)
        => Record(run, label) is not { Status: not (RunStatus.Diverged or RunStatus.Failed) } record ? double.NaN : _values.At(run, _find(run)!, record, step);

    private LearnerRecord? Record(RunPlan run, string label) => _find(run)?.Record.Learners.FirstOrDefault(learner => learner.Label == label);

    // Runs of which one is chosen, and how many of them are being made.
    private sealed class Bracket(IReadOnlyList<RunPlan> runs)
    {
        public IReadOnlyList<RunPlan> Runs { get; } = runs;

        public HashSet<RunPlan> Stuck { get; } = [];

        public int Busy { get; set; }
    }
}
