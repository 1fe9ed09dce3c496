using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions;
using BeyondNtk.Numerics;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Options of the evaluator "tensor-terms".</summary>
public sealed class TensorTermsOptions
{
    /// <summary>The orders k whose terms T_k are measured.</summary>
    [MinLength(1)]
    public IReadOnlyList<int> Orders { get; init; } = [0, 1, 2, 4, 6];
}

/// <summary>
/// The terms T_k of the population loss, one for each chosen order of its Hermite series, and the tail: the sum of all others
/// (Li, Ma and Zhang 2020, equation 4).
/// </summary>
public sealed class TensorTermsEvaluator : IEvaluator
{
    private const string Quantity = "term of the population loss";
    private readonly IReadOnlyList<int> _orders;
    private readonly ITwoLayerNetwork _model;
    private readonly ITwoLayerTeacher _teacher;
    private readonly WorkerTeam _team;

    /// <summary>Checks the orders, the inputs and the activations.</summary>
    /// <exception cref="CompositionException">A negative or repeated order, inputs that are not Gaussian, or an activation without a closed form.</exception>
    public TensorTermsEvaluator(TensorTermsOptions options, ITwoLayerNetwork model, ITwoLayerTeacher teacher, ThreadBudget threads)
    {
        (_orders, _model, _teacher, _team) = (options.Orders, model, teacher, WorkerTeam.Of(threads.Count));
        if (options.Orders.Any(order => order < 0) || options.Orders.Distinct().Count() < options.Orders.Count)
        {
            throw new CompositionException($"Orders is [{string.Join(", ", options.Orders)}]; orders are at least 0 and differ");
        }

        if (teacher.Inputs is not StandardGaussian || !PopulationLoss.Covers(model.Neurons, teacher.Neurons))
        {
            throw new CompositionException(
                "tensor terms need standard Gaussian inputs and relu or abs activations; "
                + $"here are {teacher.Inputs.GetType().Name}, '{model.Neurons.Activation.Name}' and '{teacher.Neurons.Activation.Name}'");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var neurons = _model.Neurons;
        var terms = TensorTerms.Between(neurons, _teacher.Neurons, _orders, _team);
        var tail = Math.Max(0, PopulationLoss.Between(neurons, _teacher.Neurons, _team) - terms.Sum());
        return
        [
            .. _orders.Zip(terms, (order, term) => new Metric($"T{order}", term) { Quantity = Quantity }),
            new Metric("tail", tail) { Quantity = Quantity },
        ];
    }
}
