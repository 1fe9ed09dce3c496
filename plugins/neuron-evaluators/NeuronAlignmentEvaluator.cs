using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Options of the evaluator "neuron-alignment".</summary>
public sealed class NeuronAlignmentOptions
{
    /// <summary>A neuron is basis-like if its largest squared cosine with a teacher direction is at least this.</summary>
    [Range(0, 1.0)]
    public double BasisLike { get; init; } = 0.9;

    /// <summary>Whether to record, in addition to the summary, every neuron's cosine and norm.</summary>
    public bool PerNeuron { get; init; }
}

/// <summary>
/// How neurons align with the teacher's: the largest |cosine| of each with a teacher direction, the share of the mass |c_i| ||w_i|| in neurons that
/// are basis-like, and the norms ||w_i||.
/// </summary>
[Measures("basis-like-mass", "cosine-*", "norm-*")]
public sealed class NeuronAlignmentEvaluator : IEvaluator
{
    private readonly NeuronAlignmentOptions _options;
    private readonly ITwoLayerNetwork _model;
    private readonly ITwoLayerTeacher _teacher;

    /// <summary>Checks that the cosines fit in memory.</summary>
    /// <exception cref="CompositionException">They do not.</exception>
    public NeuronAlignmentEvaluator(NeuronAlignmentOptions options, ITwoLayerNetwork model, ITwoLayerTeacher teacher)
    {
        (_options, _model, _teacher) = (options, model, teacher);
        Alignment.RequireMemory(model.Neurons, teacher.Neurons);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var alignment = new Alignment(_model.Neurons, _teacher.Neurons);
        var cosines = alignment.LargestCosines();
        var basisLike = alignment.ShareOfMass(i => cosines[i] * cosines[i] >= _options.BasisLike);

        var metrics = new List<Metric> { new("basis-like-mass", basisLike) { Quantity = "share of the mass" } };
        AddSpread(metrics, "cosine", "largest cosine", cosines);
        AddSpread(metrics, "norm", "norm", alignment.Norms);
        if (_options.PerNeuron)
        {
            metrics.AddRange(cosines.Select((value, i) => new Metric($"cosine-{i}", value) { Quantity = "largest cosine" }));
            metrics.AddRange(alignment.Norms.Select((value, i) => new Metric($"norm-{i}", value) { Quantity = "norm" }));
        }

        return metrics;
    }

    private static void AddSpread(List<Metric> metrics, string name, string quantity, double[] values)
    {
        metrics.Add(new Metric($"{name}-min", values.Minimum()) { Quantity = quantity });
        metrics.Add(new Metric($"{name}-median", values.Median()) { Quantity = quantity });
        metrics.Add(new Metric($"{name}-max", values.Maximum()) { Quantity = quantity });
    }
}
