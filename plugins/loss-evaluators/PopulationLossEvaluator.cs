using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions;
using BeyondNtk.Numerics;

namespace BeyondNtk.LossEvaluators;

/// <summary>Options of the evaluator "population-loss".</summary>
public sealed class PopulationLossOptions
{
    /// <summary>
    /// The number of fresh inputs for a model that has no closed form; the same ones at every evaluation and for every learner. Unused with
    /// a teacher that is a data set.
    /// </summary>
    [Range(2, 100_000_000)]
    public int Samples { get; init; } = 10_000;
}

/// <summary>
/// E |f(x) - f*(x)|^2: exact when both sides are two-layer networks with a closed form on Gaussian inputs, by Monte-Carlo with its standard
/// error otherwise. A teacher that is a data set is sampled by all the examples that it holds out. Also d times it, the quantity that the
/// paper's theorems bound.
/// </summary>
public sealed class PopulationLossEvaluator(
    PopulationLossOptions options, IModel model, ITeacher teacher, RandomStream stream, ThreadBudget threads) : IEvaluator
{
    private DataSet? _sample = HeldOut(teacher);

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var (loss, standardError) = Exact() is { } exact ? (exact, 0) : Sampled();
        var dimension = teacher.Inputs.Dimension;
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

    private double? Exact()
        => model is ITwoLayerNetwork network && teacher is ITwoLayerTeacher { Inputs: StandardGaussian } target
            && network.Neurons is var neurons && PopulationLoss.Covers(neurons, target.Neurons)
            ? PopulationLoss.Between(neurons, target.Neurons, WorkerTeam.Of(threads.Count))
            : null;

    private (double Loss, double StandardError) Sampled()
    {
        if (_sample is null)
        {
            var inputs = teacher.Inputs.Draw(options.Samples, stream);
            _sample = new DataSet(inputs, teacher.Target(inputs));
        }

        var squares = (model.Predict(_sample.Inputs) - _sample.Labels).PointwisePower(2).RowSums();
        var mean = squares.Sum() / squares.Count;
        var variance = (squares - mean).PointwisePower(2).Sum() / (squares.Count - 1);
        return (mean, Math.Sqrt(variance / squares.Count));
    }
}
