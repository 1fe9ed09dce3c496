using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.LossEvaluators;

/// <summary>Options of the evaluator "population-loss".</summary>
public sealed class PopulationLossOptions
{
    /// <summary>
    /// The number of fresh inputs for a model without a closed form; the same ones at every evaluation and for every learner. Unused with a teacher
    /// that is a data set.
    /// </summary>
    [Range(2, 100_000_000)]
    public int Samples { get; init; } = 10_000;
}

/// <summary>
/// E |f(x) - f*(x)|^2: exact if both sides are two-layer networks with a closed form on Gaussian inputs or on the unit sphere, or if the law has few inputs; else by Monte-Carlo with its standard error.
/// A teacher that is a data set is sampled by all the examples that it holds out. Also measures d times the loss, the quantity that the paper's
/// theorems bound.
/// </summary>
[Measures("loss", "loss-times-d")]
public sealed class PopulationLossEvaluator : IEvaluator
{
    private readonly PopulationLossOptions _options;
    private readonly IModel _model;
    private readonly ITeacher _teacher;
    private readonly RandomStream _stream;
    private readonly WorkerTeam _team;
    private DataSet? _sample;

    /// <summary>Checks that the fresh inputs, if they are needed, fit in memory.</summary>
    /// <exception cref="CompositionException">They do not, or the teacher is a data set that holds out fewer than 2 examples.</exception>
    public PopulationLossEvaluator(PopulationLossOptions options, IModel model, ITeacher teacher, RandomStream stream, ThreadBudget threads)
    {
        (_options, _model, _teacher, _stream, _team) = (options, model, teacher, stream, WorkerTeam.Get(threads.Count));
        _sample = HeldOut(teacher);
        if (_sample is null && !IsExact(out _, out _))
        {
            // The inputs and the copy of them that a prediction takes, labels and predictions.
            MemoryNeed.Require(
                $"Samples is {options.Samples}: that many inputs in {teacher.Inputs.Dimension} dimensions",
                options.Samples,
                "inputs",
                count => [.. Enumerable.Repeat(ArraySize.Of<double>(count, teacher.Inputs.Dimension), 2), .. Enumerable.Repeat(ArraySize.Of<double>(count, teacher.Outputs), 2)]);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var (loss, standardError) = Exact() is { } exact ? (exact, 0) : Sampled();
        var dimension = _teacher.Inputs.Dimension;
        return
        [
            new("loss", loss) { Quantity = Quantities.PopulationLoss, StandardError = standardError },
            new("loss-times-d", dimension * loss) { Quantity = Quantities.PopulationLossTimesDimension, StandardError = dimension * standardError },
        ];
    }

    // The examples that were learnt from would say nothing about the population.
    private static DataSet? HeldOut(ITeacher teacher)
        => teacher is not IDataSetTeacher data ? null
            : data.HeldOut is { Count: > 1 } examples ? examples
                : throw new CompositionException(
                    $"the population loss of a data set is measured on examples that its teacher holds out; it holds out {data.HeldOut?.Count ?? 0}, and 2 or more are needed");

    private double? Exact() => IsExact(out var neurons, out var target) ? Scale * PopulationLoss.Between(neurons, target, _team) : null;

    // Squares of networks without biases are homogeneous of degree 2: on the sphere their mean is a d-th of that on N(0, I).
    private double Scale => _teacher.Inputs is UnitSphere ? 1.0 / _teacher.Inputs.Dimension : 1;

    // Whether all inputs are taken, so that nothing is sampled.
    private bool IsWhole => _teacher is not IDataSetTeacher && _teacher.Inputs is IFiniteLaw law && law.IsAffordable();

    private bool IsExact([NotNullWhen(true)] out Neurons? model, [NotNullWhen(true)] out Neurons? teacher)
    {
        teacher = _teacher is ITwoLayerTeacher { Inputs: StandardGaussian or UnitSphere } target ? target.Neurons : null;
        model = teacher is null ? null : (_model as ITwoLayerNetwork)?.Neurons;
        return model is not null && teacher is not null && PopulationLoss.Covers(model, teacher);
    }

    private (double Loss, double StandardError) Sampled()
    {
        if (_sample is null)
        {
            var inputs = IsWhole ? ((IFiniteLaw)_teacher.Inputs).Inputs() : _teacher.Inputs.Draw(_options.Samples, _stream);
            _sample = new DataSet(inputs, _teacher.Target(inputs));
        }

        var squares = (_model.Predict(_sample.Inputs) - _sample.Labels).PointwisePower(2).RowSums();
        var mean = squares.Sum() / squares.Count;
        var variance = (squares - mean).PointwisePower(2).Sum() / (squares.Count - 1);
        return (mean, IsWhole ? 0 : Math.Sqrt(variance / squares.Count));
    }
}
