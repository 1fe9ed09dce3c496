using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Options of the evaluator "lottery".</summary>
public sealed class LotteryOptions
{
    /// <summary>
    /// A coordinate &lt;u_i, w*_j&gt; of a neuron's direction is large if its square is at least this times 2 ln(d)/d, which is about the largest of
    /// the d squared coordinates of a random direction.
    /// </summary>
    [Range(0, 1e6)]
    public double Threshold { get; init; } = 1;

    /// <summary>A neuron is basis-like if its largest squared cosine with a teacher direction is at least this.</summary>
    [Range(0, 1.0)]
    public double BasisLike { get; init; } = 0.9;

    /// <summary>Whether to record, in addition to the summary, every neuron's largest squared coordinate at the start and its norm.</summary>
    public bool PerNeuron { get; init; }
}

/// <summary>
/// Which neurons win the lottery: those that began with exactly one large coordinate in the teacher's directions ("good") or with several
/// ("bad") are followed through training, after the sets S_good and S_bad of Li, Ma and Zhang 2020, lemma 9. The start is the first evaluation.
/// </summary>
[Measures("good", "bad", "basis-like", "good-share-of-mass", "bad-share-of-mass", "basis-like-mass", "rank-correlation", "start-*", "norm-*")]
public sealed class LotteryEvaluator : IEvaluator, IResumable
{
    private const string Neurons = "neurons";
    private const string ShareOfMass = "share of the mass";
    private readonly LotteryOptions _options;
    private readonly ITwoLayerNetwork _model;
    private readonly ITwoLayerTeacher _teacher;
    private double[]? _start;
    private int[] _largeAtStart = [];

    /// <summary>Checks that the coordinates fit in memory.</summary>
    /// <exception cref="CompositionException">They do not.</exception>
    public LotteryEvaluator(LotteryOptions options, ITwoLayerNetwork model, ITwoLayerTeacher teacher)
    {
        (_options, _model, _teacher) = (options, model, teacher);
        Alignment.RequireMemory(model.Neurons, teacher.Neurons);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var alignment = new Alignment(_model.Neurons, _teacher.Neurons);
        double[] largest = [.. alignment.LargestCosines().Select(cosine => cosine * cosine)];
        if (_start is null)
        {
            _start = largest;
            _largeAtStart = CountLarge(alignment);
        }

        var metrics = new List<Metric>
        {
            new("good", _largeAtStart.Count(count => count == 1)) { Quantity = Neurons },
            new("bad", _largeAtStart.Count(count => count > 1)) { Quantity = Neurons },
            new("basis-like", largest.Count(square => square >= _options.BasisLike)) { Quantity = Neurons },
            new("good-share-of-mass", alignment.ShareOfMass(i => _largeAtStart[i] == 1)) { Quantity = ShareOfMass },
            new("bad-share-of-mass", alignment.ShareOfMass(i => _largeAtStart[i] > 1)) { Quantity = ShareOfMass },
            new("basis-like-mass", alignment.ShareOfMass(i => largest[i] >= _options.BasisLike)) { Quantity = ShareOfMass },
            new("rank-correlation", RankCorrelation(_start, alignment.Norms)) { Quantity = "rank correlation" },
        };
        if (_options.PerNeuron)
        {
            metrics.AddRange(_start.Select((value, i) => new Metric($"start-{i}", value) { Quantity = "largest squared coordinate at the start" }));
            metrics.AddRange(alignment.Norms.Select((value, i) => new Metric($"norm-{i}", value) { Quantity = "norm" }));
        }

        return metrics;
    }

    /// <summary>The neurons' largest squared coordinates at the start, and how many were large.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(_start is not null);
        state.WriteArray<double>(_start);
        state.WriteArray<int>(_largeAtStart);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        var hasStart = state.ReadBoolean();
        var start = state.ReadArray<double>();
        _start = hasStart ? start : null;
        _largeAtStart = state.ReadArray<int>();
    }

    private int[] CountLarge(Alignment alignment)
    {
        var dimension = _teacher.Inputs.Dimension;
        var large = _options.Threshold * 2 * Math.Log(dimension) / dimension;
        return [.. alignment.Cosines.EnumerateRows().Select(row => row.Count(cosine => cosine * cosine >= large))];
    }

    // Spearman's. It does not exist if all values of one side are the same.
    private static double RankCorrelation(double[] first, double[] second)
        => Correlation.Spearman(first, second) is var correlation && double.IsNaN(correlation) ? 0 : correlation;
}
