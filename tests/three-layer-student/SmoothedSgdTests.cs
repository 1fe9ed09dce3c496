using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.ThreeLayerStudent.Tests;

public sealed class SmoothedSgdTests
{
    private static readonly DataSet Sample = ThreeLayerNetworkTests.Sample(1);

    private static readonly SampleObjective Objective = new(new FixedSample(Sample), new SquaredLoss());

    // Without smoothing, noise, penalties, signs and decay the algorithm is gradient descent on one example.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WithoutAnyOfItsDevicesTheFirstStepIsAGradientStep(bool randomSigns)
    {
        const double StepSize = 0.01;
        var (model, plain) = (Network(), Network());
        var gradient = new double[plain.Parameters.Length];
        plain.Bind(Objective).Gradient(plain.Parameters, gradient);
        var start = plain.Parameters.ToArray();

        // Signs turn a gradient and then its step back: Sigma Sigma = I.
        var optimizer = new SmoothedSgd(Bare(StepSize, randomSigns), model, Objective, new RandomStream(1));
        optimizer.Step();

        for (var k = 0; k < start.Length; k++)
        {
            Assert.Equal(start[k] - (StepSize * gradient[k]), model.Parameters[k], 1e-13);
        }
    }

    [Fact]
    public void ThePenaltiesAreThoseOfTheIncrements()
    {
        // Two steps on a loss without slope would leave no increment: here the labels are what the network says but for the increment of the first step.
        const double StepSize = 0.01, First = 0.3, Second = 0.2;
        var model = Network();
        var start = model.Parameters.ToArray();
        var optimizer = new SmoothedSgd(Bare(StepSize, false, First, Second), model, Objective, new RandomStream(1));
        optimizer.Step();
        var increment = model.Parameters.ToArray().Zip(start, (now, then) => now - then).ToArray();
        var gradient = new double[start.Length];
        var loss = model.Bind(Objective).Gradient(model.Parameters, gradient);
        var split = model.Blocks[1].Offset;
        double[] lengths = [.. increment[..split].Chunk(4).Select(row => row.Sum(value => value * value))];
        var before = model.Parameters.ToArray();

        var value = optimizer.Step().Loss;

        Assert.Equal(loss + (First * lengths.Sum(length => length * length)) + (Second * increment[split..].Sum(entry => entry * entry)), value, 1e-12);
        for (var k = 0; k < start.Length; k++)
        {
            var slope = k < split ? 4 * First * lengths[k / 4] * increment[k] : 2 * Second * increment[k];
            Assert.Equal(before[k] - (StepSize * (gradient[k] + slope)), model.Parameters[k], 1e-12);
        }
    }

    [Fact]
    public void LambdaDecaysRoundByRound()
    {
        var model = Network();
        var optimizer = new SmoothedSgd(new() { StepSize = 0.1, Rounds = 3, StepsPerRound = 2, RandomSigns = false, FirstPenalty = 0, SecondPenalty = 0 }, model, Objective, new RandomStream(1));
        var scales = Enumerable.Range(0, 6).Select(_ =>
        {
            optimizer.Step();
            return model.Scale;
        }).ToArray();

        Assert.Equal([1, 0.9, 0.9, 0.9 * 0.9, 0.9 * 0.9, 0.9 * 0.9 * 0.9], scales);
    }

    [Fact]
    public void AtTheEndTheDrawOfLeastTrainingLossStays()
    {
        var losses = new[] { 1, 5, 50 }.Select(draws =>
        {
            var model = Network();
            var optimizer = new SmoothedSgd(new() { StepSize = 1e-3, Rounds = 1, StepsPerRound = 3, FirstSmoothing = 0.3, SecondSmoothing = 0.3, Draws = draws }, model, Objective, new RandomStream(1));
            for (var step = 0; step < 3; step++)
            {
                Assert.Empty(optimizer.Report());
                optimizer.Step();
            }

            var difference = model.Predict(Sample.Inputs) - Sample.Labels;
            Assert.Equal(difference.PointwisePower(2)[0, 0], Assert.Single(optimizer.Report()).Value, 1e-12);
            return optimizer.Report()[0].Value;
        }).ToArray();

        // The same draws, and more of them.
        Assert.True(losses[0] > losses[1] && losses[1] > losses[2]);
    }

    [Fact]
    public void TheConstantsAreThePapers()
    {
        // With increments that are known, the penalty tells lambda_w and lambda_v: eps0 = 1/16 and m = 20 give tau_w'^-4 = eps0 m^2.98 / C0^4 and tau_v'^-2 = eps0 m^0.01.
        var model = Network();
        var start = model.Parameters.ToArray();
        var optimizer = new SmoothedSgd(
            new() { StepSize = 1e-6, Accuracy = 1.0 / 16, Constant = 2, FirstSmoothing = 0, SecondSmoothing = 0, RandomSigns = false, Rounds = 1, StepsPerRound = 5, Draws = 1 }, model, Objective, new RandomStream(1));
        optimizer.Step();
        var increment = model.Parameters.ToArray().Zip(start, (now, then) => now - then).ToArray();
        var split = model.Blocks[1].Offset;
        optimizer.Step();

        var first = 2.0 / 16 * Math.Pow(20, 2.98) / 16 * increment[..split].Chunk(4).Sum(row => Math.Pow(row.Sum(value => value * value), 2));
        var second = 2.0 / 16 * Math.Pow(20, 0.01) * increment[split..].Sum(value => value * value);
        Assert.Equal(first + second, optimizer.StepReport().Single(metric => metric.Name == "penalty").Value, 1e-6 * (first + second));
    }

    [Fact]
    public void IncrementsOfAlgorithmOneFollowOneExampleAStep()
    {
        var (model, plain) = (Network(), Network());
        var optimizer = new IncrementSgd(new() { StepSize = 0.01 }, model, Objective, new RandomStream(1));
        var (oracle, gradient) = (plain.Bind(Objective), new double[plain.Parameters.Length]);
        for (var step = 0; step < 4; step++)
        {
            optimizer.Step();
            oracle.Gradient(plain.Parameters, gradient);
            for (var k = 0; k < gradient.Length; k++)
            {
                plain.Parameters[k] -= 0.01 * gradient[k];
            }
        }

        Assert.Equal(0, plain.Parameters.ToArray().Zip(model.Parameters.ToArray(), (a, b) => Math.Abs(a - b)).Max(), 1e-13);
    }

    [Fact]
    public void WhatTheAlgorithmCannotTrainIsRefused()
    {
        var biased = new ThreeLayerNetwork(new() { Width = 5, TrainBiases = true }, new UnitSphere(4), new RandomStream(1), new ThreadBudget(1));

        Assert.Contains("TrainBiases", Assert.Throws<CompositionException>(() => new SmoothedSgd(new(), biased, Objective, new RandomStream(1))).Message);
    }

    private static SmoothedSgdOptions Bare(double stepSize, bool randomSigns, double first = 0, double second = 0)
        => new() { StepSize = stepSize, RandomSigns = randomSigns, FirstPenalty = first, SecondPenalty = second, FirstSmoothing = 0, SecondSmoothing = 0, Rounds = 1, StepsPerRound = 100 };

    private static ThreeLayerNetwork Network()
        => new(new() { Width = 20, Precision = Precision.Double }, new UnitSphere(4), new RandomStream(1), new ThreadBudget(1));
}
