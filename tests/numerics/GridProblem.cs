using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

/// <summary>
/// A network and a sample of small whole numbers (outputs and labels: eighths). Every pre-activation is odd, so none is zero; it, the
/// predictions and their residuals have fewer than 24 bits and are exact even in single precision, whatever the order of summation.
/// </summary>
internal sealed class GridProblem
{
    private readonly RandomStream _stream;
    private readonly int _dimension;

    public GridProblem(string activation, int width, int dimension, int count, long seed = 61)
    {
        _stream = new RandomStream(seed);
        _dimension = dimension;
        Activation = activation;
        Weights = [.. Enumerable.Range(0, width * dimension).Select(index => index % dimension == 0 ? Odd() : 2.0 * _stream.Next(-3, 4))];
        Outputs = [.. Enumerable.Range(0, width).Select(_ => _stream.Next(-8, 9) / 8.0)];
        Sample = DrawSample(count);
    }

    public string Activation { get; }

    public double[] Weights { get; }

    public double[] Outputs { get; }

    public DataSet Sample { get; }

    public DataSet DrawSample(int count) => new(
        Matrix<double>.Build.Dense(count, _dimension, (_, k) => k == 0 ? Odd() : _stream.Next(-4, 5)),
        Matrix<double>.Build.Dense(count, 1, (_, _) => _stream.Next(-40, 41) / 8.0));

    public TwoLayerGradient Bind(Precision precision, int threads, IExampleSource? source = null, IPointwiseLoss? loss = null)
        => TwoLayerGradient.Bind(
            new SampleObjective(source ?? new FixedSample(Sample), loss ?? new SquaredLoss()),
            RandomNetworks.Named(Activation),
            Outputs.Length,
            _dimension,
            precision,
            threads);

    public (double Loss, double[] Field) Evaluate(TwoLayerGradient gradient, params int[] batch)
    {
        // Garbage in the field must be overwritten.
        var field = Enumerable.Repeat(double.NaN, Weights.Length).ToArray();
        var loss = gradient.Evaluate(Weights, Outputs, field, batch);
        return (loss, field);
    }

    /// <summary>The loss must be exact. The field is rounded where its sums exceed the format's bits, and when it is divided by the count.</summary>
    public static void AssertAgrees(NaiveGradient expected, (double Loss, double[] Field) actual, Precision precision, int count)
    {
        Assert.Equal(expected.Loss, actual.Loss);
        for (var j = 0; j < expected.Field.Length; j++)
        {
            // Double: exact sums, then a division here against a reciprocal and a product there, at most three half units in the last place.
            // Single: a sum of n terms with unit roundoff u is off by at most n u times the sum of the terms' magnitudes.
            var tolerance = precision == Precision.Double
                ? 3 * Math.Pow(2, -53) * Math.Abs(expected.Field[j])
                : count * Math.Pow(2, -24) * expected.Magnitudes[j];
            Assert.InRange(actual.Field[j], expected.Field[j] - tolerance, expected.Field[j] + tolerance);
        }
    }

    private double Odd() => (2 * _stream.Next(-3, 3)) + 1;
}
