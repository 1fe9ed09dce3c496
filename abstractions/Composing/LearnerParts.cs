using BeyondNtk.Abstractions.Capabilities;
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
    private IOptimizer? _optimizer;
    private InitialParameters? _initial;

    internal LearnerParts(ExperimentParts experiment, string label) => (_experiment, _label) = (experiment, label);

    /// <summary>Where the examples of each step come from; null for an objective without examples.</summary>
    public IExampleSource? Examples { get; private set; }

    /// <summary>The objective; null before <see cref="CreateObjective"/>, and where that made none.</summary>
    public Objective? Objective { get; private set; }

    /// <summary>Creates the model, which comes first.</summary>
    public IModel CreateModel(PartDescription model) => _model = (IModel)Create(model, [.. _experiment.Shared(), _experiment.LearnerStream(_label, "model")]);

    /// <summary>Creates the objective that the optimizer is offered.</summary>
    /// <param name="kind">Where its gradients come from.</param>
    /// <param name="samples">The number of examples of a step, if they are fresh.</param>
    /// <param name="loss">The loss; null for the squared loss.</param>
    /// <param name="penalties">What is added to it.</param>
    /// <returns>The objective; null if it averages over a sample and the experiment has none.</returns>
    public Objective? CreateObjective(ObjectiveKind kind, int samples, IPointwiseLoss? loss = null, params IReadOnlyList<WeightedPenalty> penalties)
    {
        Examples = kind switch
        {
            ObjectiveKind.Fresh => new FreshSamples(_experiment.Teacher, samples, _experiment.LearnerStream(_label, "objective")),
            ObjectiveKind.Empirical when _experiment.Sample is { } sample => new FixedSample(sample),
            _ => null,
        };
        return Objective = kind == ObjectiveKind.Population ? new PopulationObjective(_experiment.Teacher, loss, penalties)
            : Examples is null ? null
            : new SampleObjective(Examples, loss ?? new SquaredLoss(), penalties);
    }

    /// <summary>Creates a loss, which is offered what the learners share.</summary>
    public IPointwiseLoss CreateLoss(PartDescription loss) => (IPointwiseLoss)Create(loss, _experiment.Shared());

    /// <summary>Creates a penalty, which is offered the model too and comes after it.</summary>
    public IPenalty CreatePenalty(PartDescription penalty) => (IPenalty)Create(penalty, [.. _experiment.Shared(), Model]);

    /// <summary>Creates the optimizer. It is offered the objective, if there is one.</summary>
    public IOptimizer CreateOptimizer(PartDescription optimizer) => _optimizer = (IOptimizer)Create(
        optimizer, [.. _experiment.Shared(), Model, _experiment.LearnerStream(_label, "optimizer"), .. Offered(Objective)]);

    /// <summary>Creates an evaluator. It is offered the objective, the optimizer and the initial parameters, where there are any.</summary>
    /// <param name="label">Its label, which names its random stream.</param>
    /// <param name="evaluator">The evaluator.</param>
    public IEvaluator CreateEvaluator(string label, PartDescription evaluator) => (IEvaluator)Create(
        evaluator, [.. _experiment.Shared(), Model, _experiment.EvaluatorStream(label), .. Offered(Objective), .. Offered(_optimizer), .. Offered(Initial(evaluator))]);

    /// <summary>Disposes of the parts, the last created first, and releases them.</summary>
    /// <exception cref="AggregateException">Parts threw; the others are disposed of nevertheless.</exception>
    public void Dispose()
    {
        object[] created = [.. _created];
        _created.Clear();
        (_model, Objective, Examples, _optimizer, _initial) = (null, null, null, null, null);
        PartDisposal.Dispose(created);
    }

    private IModel Model => _model ?? throw new InvalidOperationException("the model comes before what trains and measures it");

    private static object[] Offered(object? part) => part is null ? [] : [part];

    // A copy of all parameters, so only where somebody asks: evaluators are created before the first step.
    private InitialParameters? Initial(PartDescription evaluator)
        => Model is ITrainable trainable && PartFactory.Parameters(evaluator.Implementation).Any(parameter => parameter.ParameterType == typeof(InitialParameters))
            ? _initial ??= new InitialParameters(trainable) : null;

    private object Create(PartDescription part, IReadOnlyList<object> offered)
    {
        var created = PartFactory.Create(part, offered);
        _created.Push(created);
        return created;
    }
}
