using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Options of the evaluator "tensor-terms".</summary>
public sealed class TensorTermsOptions
{
    /// <summary>The orders k whose terms T_k are measured.</summary>
    [MinLength(1)]
    public IReadOnlyList<int> Orders { get; init; } = [0, 1, 2, 4, 6];

    /// <summary>
    /// What the terms add up to: the population loss, or the loss of the problem in which the teacher's coefficients have the mean 1, as in the
    /// paper's figures (for d coefficients that sum to 1 this is d^2 times the loss).
    /// </summary>
    public TermScale Scale { get; init; } = TermScale.Loss;
}

/// <summary>The scale of the terms.</summary>
public enum TermScale
{
    /// <summary>They add up to the population loss.</summary>
    Loss,

    /// <summary>The same divided by the square of the teacher's mean coefficient.</summary>
    UnitCoefficients,
}

/// <summary>
/// The terms T_k of the population loss, one for each chosen order of its Hermite series, and the tail, which is the sum of all others (Li, Ma and
/// Zhang 2020, equation 4).
/// </summary>
[Measures("T*", "tail")]
public sealed class TensorTermsEvaluator : IEvaluator
{
    private readonly IReadOnlyList<int> _orders;
    private readonly ITwoLayerNetwork _model;
    private readonly ITwoLayerTeacher _teacher;
    private readonly WorkerTeam _team;
    private readonly string _quantity;
    private readonly double _unit;

    /// <summary>Checks the orders, the inputs, the activations and the teacher's coefficients.</summary>
    /// <exception cref="CompositionException">
    /// A negative or repeated order, inputs that are not Gaussian, an activation without a closed form, or coefficients without a mean to
    /// divide by.
    /// </exception>
    public TensorTermsEvaluator(TensorTermsOptions options, ITwoLayerNetwork model, ITwoLayerTeacher teacher, ThreadBudget threads)
    {
        (_orders, _model, _teacher, _team) = (options.Orders, model, teacher, WorkerTeam.Get(threads.Count));
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

        (_quantity, _unit) = options.Scale == TermScale.Loss
            ? ("term of the population loss", 1)
            : ("term of the population loss, mean coefficient 1", SquaredMean(teacher.Neurons));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var neurons = _model.Neurons;
        var terms = TensorTerms.Between(neurons, _teacher.Neurons, _orders, _team);
        var tail = Math.Max(0, PopulationLoss.Between(neurons, _teacher.Neurons, _team) - terms.Sum());
        return [.. _orders.Zip(terms, (order, term) => Term($"T{order}", term)), Term("tail", tail)];
    }

    private static double SquaredMean(Neurons teacher)
    {
        var mean = teacher.Outputs.Column(0).Average();
        return teacher.Outputs.ColumnCount == 1 && mean != 0
            ? mean * mean
            : throw new CompositionException(
                "Scale is 'unit-coefficients', which needs a teacher of one output whose coefficients have a mean other than 0; "
                + $"here are {teacher.Outputs.ColumnCount} outputs, the first with the mean {mean}");
    }

    private Metric Term(string name, double value) => new(name, value / _unit) { Quantity = _quantity };
}
