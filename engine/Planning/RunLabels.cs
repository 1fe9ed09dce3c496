using System.Reflection;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Engine.Planning;

/// <summary>The labels that occur in the runs of an experiment, each once, in the order in which they are met.</summary>
internal sealed class RunLabels
{
    private readonly OrderedDictionary<string, IReadOnlyList<string>?> _evaluators = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Label, Type Evaluator)> _met = [];
    private readonly OrderedDictionary<string, bool> _learners = [];
    private readonly HashSet<string> _leftOut = [];
    private readonly Dictionary<string, HashSet<(long? Every, int? PerDecade)>> _cadences = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Evaluators => [.. _evaluators.Keys];

    public IReadOnlyList<string> Learners => [.. _learners.Keys];

    /// <summary>The names of the metrics that evaluators of a label declare, with '*' for any text; null if one of them declares none.</summary>
    public IReadOnlyList<string>? MetricsOf(string evaluator) => _evaluators[evaluator];

    /// <summary>How often evaluators of a label, or the optimizers, measure along the way.</summary>
    public IEnumerable<(long? Every, int? PerDecade)> CadencesOf(string evaluator) => _cadences.GetValueOrDefault(evaluator) ?? [];

    /// <summary>Which learners go without which evaluator of all of them, and why.</summary>
    public IReadOnlyList<string> LeftOut => [.. _leftOut];

    public void Add(ResolvedRun run)
    {
        foreach (var learner in run.Learners)
        {
            foreach (var left in learner.LeftOut)
            {
                _leftOut.Add($"{left.Evaluator.Part.Path}: is left out for learner '{learner.Label}': {left.Why}");
            }

            _learners.TryAdd(learner.Label, true);
            foreach (var (label, cadence) in learner.Evaluators.Select(evaluator => (evaluator.Label, evaluator.Cadence)).Append((MetricCheck.Optimizer, learner.Optimizer.CadenceOfSteps)))
            {
                _cadences.TryAdd(label, []);
                _cadences[label].Add((cadence.Every, cadence.PerDecade));
            }

            foreach (var evaluator in learner.Evaluators.Where(evaluator => _met.Add((evaluator.Label, evaluator.Part.Part.Registration.Implementation))))
            {
                var declared = evaluator.Part.Part.Registration.Implementation.GetCustomAttribute<MeasuresAttribute>()?.Metrics;
                _evaluators[evaluator.Label] = !_evaluators.TryGetValue(evaluator.Label, out var others) ? declared
                    : declared is null || others is null ? null : [.. others.Union(declared)];
            }
        }
    }
}
