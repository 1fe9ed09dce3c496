using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NeuronEvaluators.Tests;

/// <summary>
/// Four neurons in 16 dimensions, where a squared coordinate is large from 2 ln(16)/16 = 0.347 on: one with the squares (0.92, 0.08), one with
/// (0.5, 0.5), one with 16 equal squares, and one that is zero.
/// </summary>
public sealed class LotteryEvaluatorTests
{
    private const int D = 16;
    private static readonly double[][] Squares = [[0.92, 0.08], [0.5, 0.5], [.. Enumerable.Repeat(1.0 / D, D)], []];

    // The teacher's directions need not be of unit length.
    private static readonly Network Teacher = new(new Neurons(
        3 * Matrix<double>.Build.DenseIdentity(D), Matrix<double>.Build.Dense(D, 1, 1.0 / D), HomogeneousActivation.Abs));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1.5, 1, 0)] // 0.520
    [InlineData(2.7, 0, 0)] // 0.936
    [InlineData(0.15, 0, 3)] // 0.052
    public void NeuronsAreCountedByTheirLargeCoordinates(double threshold, int good, int bad)
    {
        var metrics = Evaluate(new LotteryEvaluator(new LotteryOptions { Threshold = threshold }, Start(), Teacher));

        Assert.Equal((good, bad), (metrics["good"], metrics["bad"]));
    }

    // Later the first neuron is lost, the second has won the lottery, and the fourth has come to life.
    [Fact]
    public void TheSetsOfTheStartAreFollowed()
    {
        var model = Start();
        var evaluator = new LotteryEvaluator(new LotteryOptions { PerNeuron = true }, model, Teacher);
        var start = Evaluate(evaluator);
        double[] norms = [2, 3, 1, 0.5];
        double[] outputs = [1, -2, 4, 2];
        model.Neurons = Draw([[0.5, 0.5], [0.95, 0.05], Squares[2], [0, 0.92, 0.08]], norms, outputs);
        var later = Evaluate(evaluator);

        Assert.Equal((1, 1, 1), (start["good"], start["bad"], start["basis-like"]));
        Assert.Equal((1, 1, 2), (later["good"], later["bad"], later["basis-like"]));

        // The masses |c_i| ||w_i|| are 1, 1, 1, 0 at the start and 2, 6, 4, 1 later.
        Assert.Equal(1 / 3.0, start["good-share-of-mass"], 1e-15);
        Assert.Equal(1 / 3.0, start["basis-like-mass"], 1e-15);
        Assert.Equal(2 / 13.0, later["good-share-of-mass"], 1e-15);
        Assert.Equal(6 / 13.0, later["bad-share-of-mass"], 1e-15);
        Assert.Equal(7 / 13.0, later["basis-like-mass"], 1e-15);

        // The ranks at the start are 4, 3, 2, 1, those of the norms 3, 4, 2, 1: 1 - 6 (1 + 1)/(4 (16 - 1)).
        Assert.Equal(0.8, later["rank-correlation"], 1e-15);

        double[] largest = [0.92, 0.5, 1.0 / D, 0];
        Assert.Equal(15, later.Count);
        Assert.Equal(start.Keys, later.Keys);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(largest[i], later[$"start-{i}"], 1e-15));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(norms[i], later[$"norm-{i}"], 1e-15));
    }

    [Fact]
    public void NeuronsOfOneNormHaveNoRankCorrelation()
    {
        var model = new Network(Draw(Squares[..3], [1, 1, 1], [1, 1, 1]));
        model.Neurons = model.Neurons with { Weights = Matrix<double>.Build.DenseIdentity(3, D) };

        Assert.Equal(0, Evaluate(new LotteryEvaluator(new LotteryOptions(), model, Teacher))["rank-correlation"]);
    }

    private static Network Start() => new(Draw(Squares, [1, 1, 1, 0], [1, 1, 1, 1]));

    private static Neurons Draw(double[][] squares, double[] norms, double[] outputs)
        => new(
            Matrix<double>.Build.Dense(squares.Length, D, (i, k) => k < squares[i].Length ? norms[i] * Math.Sqrt(squares[i][k]) : 0),
            Matrix<double>.Build.DenseOfColumnArrays(outputs),
            HomogeneousActivation.Relu);

    private static Dictionary<string, double> Evaluate(LotteryEvaluator evaluator)
        => evaluator.Evaluate().ToDictionary(metric => metric.Name, metric => metric.Value);
}
