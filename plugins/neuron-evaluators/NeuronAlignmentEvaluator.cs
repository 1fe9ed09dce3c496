using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Options of the evaluator "neuron-alignment".</summary>
public sealed class NeuronAlignmentOptions
{
    /// <summary>A neuron is basis-like when its largest squared cosine with a teacher direction is at least this.</summary>
    [Range(0, 1.0)]
    public double BasisLike { get; init; } = 0.9;

    /// <summary>Whether to record, beside the summary, every neuron's cosine and norm.</summary>
    public bool PerNeuron { get; init; }
}

/// <summary>
/// How neurons lie to the teacher's: the largest |cosine| of each with a teacher direction, the share of the mass |c_i| ||w_i|| in neurons
/// that are basis-like, and the norms ||w_i||.
/// </summary>
public sealed class NeuronAlignmentEvaluator(NeuronAlignmentOptions options, ITwoLayerNetwork model, ITwoLayerTeacher teacher) : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var neurons = model.Neurons;
        var norms = neurons.Weights.RowNorms(2).ToArray();
        var cosines = LargestCosines(neurons.Weights, teacher.Neurons.Weights);
        var masses = norms.Select((norm, i) => norm * neurons.Outputs.Row(i).L2Norm()).ToArray();
        var basisLike = masses.Where((_, i) => cosines[i] * cosines[i] >= options.BasisLike).Sum();

        var metrics = new List<Metric> { new("basis-like-mass", masses.Sum() > 0 ? basisLike / masses.Sum() : 0) { Quantity = "share of the mass" } };
        AddSpread(metrics, "cosine", "largest cosine", cosines);
        AddSpread(metrics, "norm", "norm", norms);
        if (options.PerNeuron)
        {
            metrics.AddRange(cosines.Select((value, i) => new Metric($"cosine-{i}", value) { Quantity = "largest cosine" }));
            metrics.AddRange(norms.Select((value, i) => new Metric($"norm-{i}", value) { Quantity = "norm" }));
        }

        return metrics;
    }

    private static double[] LargestCosines(Matrix<double> weights, Matrix<double> directions)
        => [.. weights.NormalizeRows(2).TransposeAndMultiply(directions.NormalizeRows(2)).EnumerateRows().Select(row => row.AbsoluteMaximum())];

    private static void AddSpread(List<Metric> metrics, string name, string quantity, double[] values)
    {
        metrics.Add(new Metric($"{name}-min", values.Minimum()) { Quantity = quantity });
        metrics.Add(new Metric($"{name}-median", values.Median()) { Quantity = quantity });
        metrics.Add(new Metric($"{name}-max", values.Maximum()) { Quantity = quantity });
    }
}
