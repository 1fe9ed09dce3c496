namespace BeyondNtk.Engine.Planning;

/// <summary>The labels that occur in the runs of an experiment, each once, in the order in which they are met.</summary>
internal sealed class RunLabels
{
    private readonly OrderedDictionary<string, bool> _evaluators = [];
    private readonly OrderedDictionary<string, bool> _learners = [];

    public IReadOnlyList<string> Evaluators => [.. _evaluators.Keys];

    public IReadOnlyList<string> Learners => [.. _learners.Keys];

    public void Add(ResolvedRun run)
    {
        foreach (var learner in run.Learners)
        {
            _learners.TryAdd(learner.Label, true);
            foreach (var evaluator in learner.Evaluators)
            {
                _evaluators.TryAdd(evaluator.Label, true);
            }
        }
    }
}
