using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent.Tests;

public sealed class ThreeLayerNetworkTests
{
    private const int Dimension = 4;

    public static TheoryData<int, int, int> Shapes => new() { { 1, 1, 1 }, { 7, 5, 3 }, { 48, 49, 50 }, { 65, 130, 193 }, { 101, 7, 400 } };

    // Another program: loops over examples and neurons, nothing else.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheGradientIsThatOfLoopsOverExamplesAndNeurons(int width, int second, int examples)
    {
        var sample = Sample(examples);
        var model = Network(width, second, Precision.Double);
        var oracle = model.Bind(new SampleObjective(new FixedSample(sample), new SquaredLoss()));
        var gradient = new double[model.Parameters.Length];
        Array.Fill(gradient, double.NaN);

        var loss = oracle.Gradient(model.Parameters, gradient);

        var (expectedLoss, expected) = Loops(model, sample, Enumerable.Range(0, examples));
        AssertClose(expectedLoss, loss, Bound(width, second, examples, double.BitIncrement(1) - 1), 1 + expectedLoss);
        AssertAllClose(model, expected, gradient, Bound(width, second, examples, double.BitIncrement(1) - 1));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void InSinglePrecisionItIsTheSameToItsRounding(int width, int second, int examples)
    {
        var sample = Sample(examples);
        var (single, twice) = (Network(width, second, Precision.Single), Network(width, second, Precision.Double));
        var (gradient, expected) = (new double[single.Parameters.Length], new double[single.Parameters.Length]);

        single.Bind(new SampleObjective(new FixedSample(sample), new SquaredLoss())).Gradient(single.Parameters, gradient);
        twice.Bind(new SampleObjective(new FixedSample(sample), new SquaredLoss())).Gradient(twice.Parameters, expected);

        AssertAllClose(single, expected, gradient, Bound(width, second, examples, MathF.BitIncrement(1) - 1));
    }

    [Fact]
    public void ABatchIsWhatItsExamplesAloneAre()
    {
        var sample = Sample(300);
        int[] batch = [7, 299, 0, 0, 31];
        var model = Network(20, 30, Precision.Double);
        var gradient = new double[model.Parameters.Length];

        var loss = model.Bind(new SampleObjective(new FixedSample(sample), new SquaredLoss())).Gradient(model.Parameters, gradient, batch);

        var (expectedLoss, expected) = Loops(model, sample, batch);
        AssertClose(expectedLoss, loss, 1e-12, 1 + expectedLoss);
        AssertAllClose(model, expected, gradient, 1e-12);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void ThreadsAndEarlierEvaluationsChangeNoBit(Precision precision)
    {
        var objective = new SampleObjective(new FixedSample(Sample(250)), new SquaredLoss());
        var expected = Gradient(1, evaluations: 1);

        Assert.Equal(expected, Gradient(3, evaluations: 1));
        Assert.Equal(expected, Gradient(2, evaluations: 2));

        double[] Gradient(int threads, int evaluations)
        {
            var model = Network(150, 130, precision, threads);
            var oracle = model.Bind(objective);
            var gradient = new double[model.Parameters.Length];
            for (var k = evaluations; k > 0; k--)
            {
                oracle.Gradient(model.Parameters, gradient, k > 1 ? [1, 2, 3] : []);
            }

            return gradient;
        }
    }

    // Where a batch does not fill its last tile, numbers of an earlier batch, which may have overflowed, must not count.
    [Fact]
    public void WhatOverflowedBeforeLeavesNoTrace()
    {
        var model = Network(40, 50, Precision.Single);
        var (oracle, start) = (model.Bind(new SampleObjective(new FixedSample(Sample(192)), new SquaredLoss())), model.Parameters.ToArray());
        var (gradient, again) = (new double[start.Length], new double[start.Length]);
        int[] batch = [.. Enumerable.Range(0, 32)];
        oracle.Gradient(start, gradient, batch);

        oracle.Gradient([.. start.Select(value => value * 1e13)], again);
        Assert.Contains(again, value => !double.IsFinite(value));
        oracle.Gradient(start, again, batch);

        Assert.Equal(gradient, again);
    }

    [Fact]
    public void ArraysOfAnotherShapeAreRefused()
    {
        var kernel = ThreeLayerGradient.Bind(new SampleObjective(new FixedSample(Sample(3)), new SquaredLoss()), new(5, 4, 5), Precision.Double, 1);

        Assert.Throws<ArgumentException>(() => kernel.Evaluate(new() { First = new double[25], Second = new double[19], Biases = new double[4], Outputs = new double[4] }, default, []));
        Assert.Throws<ArgumentException>(() => kernel.Evaluate(new() { First = new double[25], Second = new double[20], Biases = new double[4], Outputs = new double[4] }, new() { Biases = new double[3] }, []));
    }

    [Fact]
    public void WhatIsTrainedChangesNothingAtTheStart()
    {
        var options = new ThreeLayerOptions { Width = 6, SecondWidth = 5, TrainWeights = false, TrainBiases = false, TrainOutputs = true };
        var model = new ThreeLayerNetwork(options, new UnitSphere(Dimension), new RandomStream(1), new ThreadBudget(1));

        Assert.Equal("output-weights", Assert.Single(model.Blocks).Name);
        Assert.Equal(new ThreeLayerNetwork(new() { Width = 6, SecondWidth = 5 }, new UnitSphere(Dimension), new RandomStream(1), new ThreadBudget(1)).Predict(Sample(9).Inputs), model.Predict(Sample(9).Inputs));
    }

    [Fact]
    public void TheScaleMultipliesPredictionsAndGradients()
    {
        var sample = Sample(10);
        var (model, scaled) = (Network(9, 8, Precision.Double), Network(9, 8, Precision.Double));
        scaled.Scale = 0.5;

        Assert.Equal(0, ((0.5 * model.Predict(sample.Inputs)) - scaled.Predict(sample.Inputs)).InfinityNorm(), 1e-14);

        // The derivative along the output weights, which f is linear in, is f itself.
        var gradient = new double[scaled.Parameters.Length];
        var labels = new DataSet(sample.Inputs, scaled.Predict(sample.Inputs) - 1);
        scaled.Bind(new SampleObjective(new FixedSample(labels), new SquaredLoss())).Gradient(scaled.Parameters, gradient);
        var outputs = scaled.Require(BlockRole.OutputWeights, 2);
        var along = Enumerable.Range(outputs.Offset, outputs.Length).Sum(k => gradient[k] * scaled.Parameters[k]);
        Assert.Equal(2 * scaled.Predict(sample.Inputs).Column(0).Average(), along, 1e-12);
    }

    internal static DataSet Sample(int count)
    {
        var inputs = new UnitSphere(Dimension).Draw(count, new RandomStream(5));
        return new DataSet(inputs, Matrix<double>.Build.Dense(count, 1, (n, _) => Math.Sin(3 * inputs[n, 0]) - inputs[n, 1]));
    }

    private static ThreeLayerNetwork Network(int width, int second, Precision precision, int threads = 2)
        => new(new() { Width = width, SecondWidth = second, Precision = precision, TrainBiases = true, TrainOutputs = true }, new UnitSphere(Dimension), new RandomStream(1), new ThreadBudget(threads));

    // Sums of n terms are within n epsilon of the sum of the terms' sizes; three layers and a sum over examples lie one behind the other.
    private static double Bound(int width, int second, int examples, double epsilon) => (width + second + examples + 20) * epsilon;

    private static void AssertAllClose(ThreeLayerNetwork model, double[] expected, double[] gradient, double bound)
    {
        foreach (var block in model.Blocks)
        {
            var size = Enumerable.Range(block.Offset, block.Length).Max(k => Math.Abs(expected[k]));
            foreach (var k in Enumerable.Range(block.Offset, block.Length))
            {
                AssertClose(expected[k], gradient[k], bound, size);
            }
        }
    }

    private static void AssertClose(double expected, double actual, double bound, double size)
        => Assert.True(Math.Abs(expected - actual) <= bound * size, $"{actual} is not within {bound * size:g3} of {expected}");

    private static (double Loss, double[] Gradient) Loops(ThreeLayerNetwork model, DataSet sample, IEnumerable<int> batch)
    {
        var (w, b1, v, b2, a) = (model.Weights[0].Values, model.Weights[1].Values, model.Weights[2].Values, model.Weights[3].Values, model.Weights[4].Values);
        var (m1, m2) = (v.ColumnCount, v.RowCount);
        var (dw, dv, db1, db2, da) = (new double[m1, Dimension], new double[m2, m1], new double[m1], new double[m2], new double[m2]);
        var (loss, count) = (0.0, 0);
        foreach (var n in batch)
        {
            count++;
            var x = sample.Inputs.Row(n);
            var z1 = Enumerable.Range(0, m1).Select(j => w.Row(j).DotProduct(x) + b1[j, 0]).ToArray();
            var z2 = Enumerable.Range(0, m2).Select(i => Enumerable.Range(0, m1).Sum(j => v[i, j] * Math.Max(z1[j], 0)) + b2[i, 0]).ToArray();
            var f = Enumerable.Range(0, m2).Sum(i => a[i, 0] * Math.Max(z2[i], 0));
            var r = 2 * (f - sample.Labels[n, 0]);
            loss += (f - sample.Labels[n, 0]) * (f - sample.Labels[n, 0]);
            for (var i = 0; i < m2; i++)
            {
                da[i] += r * Math.Max(z2[i], 0);
                var slope = z2[i] > 0 ? r * a[i, 0] : 0;
                db2[i] += slope;
                for (var j = 0; j < m1; j++)
                {
                    dv[i, j] += slope * Math.Max(z1[j], 0);
                    var first = z1[j] > 0 ? slope * v[i, j] : 0;
                    db1[j] += first;
                    for (var k = 0; k < Dimension; k++)
                    {
                        dw[j, k] += first * x[k];
                    }
                }
            }
        }

        double[] gradient = [.. dw.Cast<double>(), .. dv.Cast<double>(), .. db1, .. db2, .. da];
        return (loss / count, [.. gradient.Select(value => value / count)]);
    }
}
