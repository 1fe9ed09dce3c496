using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Training;

/// <summary>
/// The exact population loss and field for inputs x ~ N(0, I) or uniform on the unit sphere, without a sample, at cost O(m (m + p) d) for p teacher
/// neurons.
/// </summary>
/// <remarks>
/// Write f - f* = &lt;l, x&gt; + sum_k b_k |&lt;u_k, x&gt;| over the neurons of both, u_k of unit length. Then
/// G_i = 2 odd l + 2 even sum_k b_k (2/pi) (sqrt(1 - r_ik^2) u_i + asin(r_ik) u_k) with r_ik = &lt;u_i, u_k&gt;,
/// from E |&lt;u_k, x&gt;| sign(&lt;u_i, x&gt;) x = (2/pi)(sqrt(1 - r^2) u_i + asin(r) u_k).
/// The loss follows without further work, since |&lt;u_i, x&gt;| = sign(&lt;u_i, x&gt;) &lt;u_i, x&gt;.
/// </remarks>
internal sealed class PopulationGradient : TwoLayerGradient
{
    private readonly HomogeneousActivation _activation;
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _evaluateBlock;
    private readonly double[] _directions;
    private readonly double[] _directionsByFeature;
    private readonly double[] _masses;
    private readonly double[] _norms;
    private readonly double[] _teacherLinear;
    private readonly double[] _linear;
    private readonly double[] _field;
    private readonly double[] _correlations;
    private readonly double[] _own;
    private readonly double[][] _cosines;
    private readonly int _count;
    private readonly int _blockRows;

    // On the sphere both the loss and the field, of degree 2 in x, are a d-th of what they are on N(0, I).
    private readonly double _scale;

    public PopulationGradient(PopulationObjective objective, HomogeneousActivation activation, int width, int dimension, int threads)
        : base(width, dimension)
    {
        var teacher = objective.Teacher;
        if (objective.Loss is not SquaredLoss { Factor: var factor })
        {
            throw new CompositionException(
                $"the population objective has a closed form for the squared loss only, not for {objective.Loss.GetType().Name}, unless the inputs are few enough to take all; "
                + "use the objective 'empirical' or 'fresh' instead");
        }

        if (teacher is not ITwoLayerTeacher { Neurons: { Activation: HomogeneousActivation teacherActivation } neurons } || neurons.Biases is not null || teacher.Inputs is not (StandardGaussian or UnitSphere))
        {
            throw new CompositionException(
                "the population objective needs a teacher that is a two-layer ReLU or absolute-value network without biases on standard Gaussian inputs or on the unit sphere; "
                + "use the objective 'empirical' or 'fresh' instead");
        }

        if (dimension == teacher.Inputs.Dimension + 1)
        {
            throw new CompositionException("the population objective has no closed form for neurons with biases; leave them out, or use the objective 'empirical' or 'fresh'");
        }

        _scale = factor * (teacher.Inputs is UnitSphere ? 1.0 / dimension : 1);

        if (neurons.Outputs.ColumnCount != 1)
        {
            throw new CompositionException($"a two-layer network here has one output; the teacher has {neurons.Outputs.ColumnCount}");
        }

        _activation = activation;
        _team = WorkerTeam.Get(threads);
        _evaluateBlock = EvaluateBlock;
        MemoryNeed.Require(
            $"the population gradient of {width} neurons in {dimension} dimensions",
            width,
            "neurons",
            number => Arrays(number, number + neurons.Weights.RowCount, dimension, threads));
        _count = width + neurons.Weights.RowCount;
        _directions = new double[_count * dimension];
        _directionsByFeature = new double[_count * dimension];
        _masses = new double[_count];
        _norms = new double[_count];
        _teacherLinear = new double[dimension];
        _linear = new double[dimension];
        _field = new double[width * dimension];
        _correlations = new double[_count];
        _own = new double[_count];

        // Enough blocks for a few threads, each large enough that a product's preparation of the directions costs little.
        _blockRows = BlockRows(_count);
        _cosines = [.. Enumerable.Range(0, threads).Select(_ => new double[_blockRows * _count])];
        for (var j = 0; j < neurons.Weights.RowCount; j++)
        {
            SetNeuron(width + j, neurons.Weights.Row(j).AsArray() ?? neurons.Weights.Row(j).ToArray(), -neurons.Outputs[j, 0], teacherActivation, _teacherLinear);
        }
    }

    public override int UsefulThreads => ThreadsFor((double)_count * _count * Dimension, Blocks);

    private static int BlockRows(long count) => (int)Math.Clamp(count / 4, 8, 192);

    // The directions of all neurons twice, the field, and for each thread a block of cosines.
    private static IEnumerable<ArraySize> Arrays(long width, long count, int dimension, int threads)
        =>
        [
            ArraySize.Of<double>(count, dimension),
            ArraySize.Of<double>(count, dimension),
            ArraySize.Of<double>(width, dimension),
            .. Enumerable.Repeat(ArraySize.Of<double>(BlockRows(count), count), threads),
        ];

    private int Blocks => (_count + _blockRows - 1) / _blockRows;

    public override double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs, Span<double> field, ReadOnlySpan<int> batch)
    {
        _teacherLinear.CopyTo(_linear, 0);
        for (var i = 0; i < Width; i++)
        {
            SetNeuron(i, weights.Slice(i * Dimension, Dimension), outputs[i], _activation, _linear);
        }

        for (var k = 0; k < _count; k++)
        {
            for (var j = 0; j < Dimension; j++)
            {
                _directionsByFeature[(j * _count) + k] = _directions[(k * Dimension) + j];
            }
        }

        _team.Run(Blocks, _evaluateBlock);
        TensorPrimitives.Multiply(_field, _scale, field);

        var loss = 0.0;
        for (var k = 0; k < Dimension; k++)
        {
            loss += _linear[k] * _linear[k];
        }

        for (var k = 0; k < _count; k++)
        {
            loss += _masses[k] * _correlations[k];
        }

        return Math.Max(0, _scale * loss);
    }

    private void SetNeuron(int k, ReadOnlySpan<double> weights, double output, HomogeneousActivation activation, double[] linear)
    {
        var squared = 0.0;
        for (var j = 0; j < weights.Length; j++)
        {
            squared += weights[j] * weights[j];
            linear[j] += output * activation.Odd * weights[j];
        }

        _norms[k] = Math.Sqrt(squared);
        _masses[k] = output * activation.Even * _norms[k];
        var direction = _directions.AsSpan(k * Dimension, Dimension);
        for (var j = 0; j < direction.Length; j++)
        {
            direction[j] = squared > 0 ? weights[j] / _norms[k] : 0;
        }
    }

    // The even part's field of some neurons before the factor 2 even: h_i = sum_k b_k (2/pi)(sqrt(1 - r_ik^2) u_i + asin(r_ik) u_k), by two
    // matrix products; <u_i, h_i> is the correlation of |<u_i, x>| with it. Of the teacher's neurons only that correlation is needed.
    private void EvaluateBlock(int block, int worker)
    {
        var first = block * _blockRows;
        var rows = Math.Min(_blockRows, _count - first);
        var cosines = _cosines[worker].AsSpan(0, rows * _count);
        var own = _own.AsSpan(first, rows);
        RowProducts.MultiplyNN(_directions.AsSpan(first * Dimension, rows * Dimension), _directionsByFeature, Dimension, cosines);
        for (var i = 0; i < rows; i++)
        {
            var row = cosines.Slice(i * _count, _count);
            row[first + i] = 1;
            var pairs = NeuronPairs.Take(row, _masses);
            own[i] = pairs.Own;
            _correlations[first + i] = 2 / Math.PI * (pairs.Own + pairs.Inner);
        }

        var trained = Math.Min(Width - first, rows);
        if (trained <= 0)
        {
            return;
        }

        var fields = _field.AsSpan(first * Dimension, trained * Dimension);
        RowProducts.MultiplyNN(cosines[..(trained * _count)], _directions, _count, fields);
        for (var i = 0; i < trained; i++)
        {
            var field = fields.Slice(i * Dimension, Dimension);
            TensorPrimitives.MultiplyAdd(_directions.AsSpan((first + i) * Dimension, Dimension), own[i], field, field);
            TensorPrimitives.Multiply(field, 2 * _activation.Even * 2 / Math.PI, field);
            TensorPrimitives.MultiplyAdd(_linear, 2 * _activation.Odd, field, field);
        }
    }
}
