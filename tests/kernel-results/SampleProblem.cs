using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;
using static BeyondNtk.KernelResults.Rounding;

namespace BeyondNtk.KernelResults;

/// <summary>Loss and field of a network on a fixed sample and on a mini-batch of it, in both precisions.</summary>
internal sealed class SampleProblem
{
    private readonly Network _network;
    private readonly double[][] _inputs;
    private readonly double[] _labels;
    private readonly int _dimension;

    private SampleProblem(HomogeneousActivation activation, int width, int dimension, int count)
    {
        var stream = new RandomStream(101);
        _dimension = dimension;
        _network = Network.Draw(activation, width, dimension, stream);
        _inputs = [.. Enumerable.Range(0, count).Select(_ => DrawInput(stream))];
        _labels = Network.Gaussians(count, stream);
    }

    /// <summary>
    /// No width is a multiple of a tile's 6 rows, with the linear function's row or without, no dimension or count one of any vector; the larger count
    /// has more than 16 blocks of 64.
    /// </summary>
    public static IEnumerable<Result> All(int threads)
        => from shape in ((int Width, int Dimension, int Count)[])[(13, 37, 157), (7, 5, 1091)]
           from activation in (HomogeneousActivation[])[HomogeneousActivation.Relu, HomogeneousActivation.Abs]
           let problem = new SampleProblem(activation, shape.Width, shape.Dimension, shape.Count)
           from precision in (Precision[])[Precision.Single, Precision.Double]
           from result in problem.Evaluate(precision, threads)
           select result;

    private IEnumerable<Result> Evaluate(Precision precision, int threads)
    {
        var sample = new DataSet(Matrix<double>.Build.DenseOfRowArrays(_inputs), Matrix<double>.Build.DenseOfColumnArrays(_labels));
        var gradient = TwoLayerGradient.Bind(
            new SampleObjective(new FixedSample(sample), new SquaredLoss()), _network.Activation, _network.Outputs.Length, _dimension, precision, threads);
        int[] batch = [.. Enumerable.Range(0, 101).Select(n => n * 7 % _labels.Length)];
        foreach (var (kind, rows, chosen) in ((string, int[], int[])[])[("sample", [.. Enumerable.Range(0, _labels.Length)], []), ("batch", batch, batch)])
        {
            var field = new double[_network.Outputs.Length * _dimension];
            var loss = gradient.Evaluate(_network.FlatWeights, _network.Outputs, field, chosen);
            var (lossBound, fieldBounds) = Bounds(rows, precision == Precision.Single ? Rounding.Single : Rounding.Double);
            var name = $"{kind} of {rows.Length} in {_dimension} dimensions, {_network.Outputs.Length} neurons, {_network.Activation.Name}, {precision}";
            yield return new Result($"{name}: loss", [loss], lossBound);
            yield return new Result($"{name}: field", field, [.. _network.Outputs.SelectMany(_ => fieldBounds)]);
        }
    }

    // With S = sum_i |c_i| sum_k |w_ik||x_k|, m neurons and d dimensions, f is off by at most (d + 2m + 3) u S: each pre-activation by d roundings,
    // the sum over neurons and the linear function by m + 1, and the linear function's own weights, sums over the neurons, by m + 1.
    // So is r = 2 (f - y) by twice that and 2u|r|. A field is the mean of r_n x_n with signs, of at most N terms and 16 chunks, combined and scaled with
    // 4 more roundings. The loss is the mean of (f - y)^2, summed in double precision.
    private (double Loss, double[] Field) Bounds(int[] rows, double u)
    {
        var (width, count) = (_network.Outputs.Length, rows.Length);
        var loss = 0.0;
        var field = new double[_dimension];
        foreach (var n in rows)
        {
            var (f, magnitude) = (0.0, 0.0);
            for (var i = 0; i < width; i++)
            {
                f += _network.Outputs[i] * _network.Activation.Value(Inner(_network.Weights[i], _inputs[n]));
                magnitude += Math.Abs(_network.Outputs[i]) * Magnitude(_network.Weights[i], _inputs[n]);
            }

            var residual = f - _labels[n];
            var error = (_dimension + (2 * width) + 3) * u * magnitude;
            loss += (2 * Math.Abs(residual) * error) + (error * error) + ((count + 20) * Rounding.Double * residual * residual);
            for (var k = 0; k < _dimension; k++)
            {
                field[k] += ((2 * error) + ((count + 22) * u * Math.Abs(2 * residual))) * Math.Abs(_inputs[n][k]);
            }
        }

        return (loss / count, [.. field.Select(sum => sum / count)]);
    }

    // At the kink rounding would decide on the sign of a whole term. Away from it no pre-activation is off by so much, not even from inputs and weights
    // that are rounded to single precision first.
    private double[] DrawInput(RandomStream stream)
    {
        while (true)
        {
            var input = Network.Gaussians(_dimension, stream);
            if (_network.Weights.All(row => Math.Abs(Inner(row, input)) > 2 * (_dimension + 2) * Rounding.Single * Magnitude(row, input)))
            {
                return input;
            }
        }
    }

    private static double Inner(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();
}
