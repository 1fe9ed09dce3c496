using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Composing;

/// <summary>Creates the parts of one learner and owns them: the model, the objective, the optimizer and what measures it.</summary>
public sealed class LearnerParts : IDisposable
{
    private readonly ExperimentParts _experiment;
    private readonly string _label;
    private readonly Stack<object> _created = new();
    private IModel? _model;
    private Objective? _objective;

    internal LearnerParts(ExperimentParts experiment, string label) => (_experiment, _label) = (experiment, label);

    /// <summary>Where the examples of each step come from; null for an objective without examples.</summary>
    public IExampleSource? Examples { get; private set; }

    /// <summary>Creates the model, which comes first.</summary>
    public IModel CreateModel(PartDescription model) => _model = (IModel)Create(model, [.. _experiment.Shared(), _experiment.LearnerStream(_label, "model")]);

    /// <summary>Creates the objective that the optimizer is offered.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="samples">The number of examples of a step, if they are fresh.</param>
    /// <returns>The objective; null if it averages over a sample and the experiment has none.</returns>
    public Objective? CreateObjective(ObjectiveKind kind, int samples)
    {
        Examples = kind switch
        {
            ObjectiveKind.Fresh => new FreshSamples(_experiment.Teacher, samples, _experiment.LearnerStream(_label, "objective")),
            ObjectiveKind.Empirical when _experiment.Sample is { } sample => new FixedSample(sample),
            _ => null,
        };
        return _objective = kind == ObjectiveKind.Population ? new PopulationObjective(_experiment.Teacher)
            : Examples is null ? null
            : new SampleObjective(Examples, new SquaredLoss());
    }

    /// <summary>Creates the optimizer. It is offered the objective, if there is one.</summary>
    public IOptimizer CreateOptimizer(PartDescription optimizer) => (IOptimizer)Create(
        optimizer, [.. _experiment.Shared(), Model, _experiment.LearnerStream(_label, "optimizer"), .. _objective is null ? (object[])[] : [_objective]]);

    /// <summary>Creates an evaluator.</summary>
    /// <param name="label">Its label, which names its random stream.</param>
    /// <param name="evaluator">The evaluator.</param>
    public IEvaluator CreateEvaluator(string label, PartDescription evaluator)
        => (IEvaluator)Create(evaluator, [.. _experiment.Shared(), Model, _experiment.EvaluatorStream(label)]);

    /// <summary>Disposes of the parts, the last created first, and releases them.</summary>
    /// <exception cref="AggregateException">Parts threw; the others are disposed of nevertheless.</exception>
    public void Dispose()
    {
        object[] created = [.. _created];
        _created.Clear();
        (_model, _objective, Examples) = (null, null, null);
        PartDisposal.Dispose(created);
    }

    private IModel Model => _model ?? throw new InvalidOperationException("the model comes before what trains and measures it");

    private object Create(PartDescription part, IReadOnlyList<object> offered)
    {
        var created = PartFactory.Create(part, offered);
        _created.Push(created);
        return created;
    }
}
