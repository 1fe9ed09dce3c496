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

    // Steps written out from the algorithm, with the same random numbers: signs, then examples, then the smoothing of W and of V, then the noise.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StepsAreThoseOfTheAlgorithm(bool randomSigns)
    {
        const double StepSize = 0.01, First = 0.3, Second = 0.2, OfFirst = 0.05, OfSecond = 0.1, Noise = 0.02;
        const int Steps = 4, Batch = 2;
        var sample = ThreeLayerNetworkTests.Sample(5);
        var objective = new SampleObjective(new FixedSample(sample), new SquaredLoss());
        var (model, plain) = (Network(), Network());
        var optimizer = new SmoothedSgd(
            new()
            {
                StepSize = StepSize,
                RandomSigns = randomSigns,
                FirstPenalty = First,
                SecondPenalty = Second,
                FirstSmoothing = OfFirst,
                SecondSmoothing = OfSecond,
                GradientNoise = Noise,
                BatchSize = Batch,
                Rounds = 100,
                StepsPerRound = 1,
            },
            model, objective, new RandomStream(6));
        var (stream, oracle, start) = (new RandomStream(6), plain.Bind(objective), plain.Parameters.ToArray());
        var (split, width) = (plain.Blocks[1].Offset, 20);
        var (increment, point, gradient) = (new double[start.Length], new double[start.Length], new double[start.Length]);
        var lambda = 1.0;
        for (var step = 0; step < Steps; step++)
        {
            var signs = Enumerable.Range(0, width).Select(_ => randomSigns && stream.NextDouble() < 0.5 ? -1.0 : 1).ToArray();
            int[] batch = [stream.Next(5), stream.Next(5)];
            for (var k = 0; k < start.Length; k++)
            {
                point[k] = start[k] + (Sign(signs, k) * increment[k]) + ((k < split ? OfFirst : OfSecond) * stream.NextGaussian());
            }

            plain.Scale = lambda;
            var loss = oracle.Gradient(point, gradient, batch);
            var lengths = increment[..split].Chunk(4).Select(row => row.Sum(value => value * value)).ToArray();
            loss += (lambda * lambda * First * lengths.Sum(length => length * length)) + (lambda * Second * increment[split..].Sum(value => value * value));
            var before = increment.ToArray();
            for (var k = 0; k < start.Length; k++)
            {
                var penalty = k < split ? lambda * lambda * 4 * First * lengths[k / 4] * before[k] : lambda * 2 * Second * before[k];
                increment[k] -= StepSize * ((Sign(signs, k) * gradient[k]) + penalty + (Noise * stream.NextGaussian()));
            }

            Assert.Equal(loss, optimizer.Step().Loss, 1e-11);
            for (var k = 0; k < start.Length; k++)
            {
                Assert.Equal(start[k] + (Sign(signs, k) * increment[k]), model.Parameters[k], 1e-12);
            }

            lambda *= 1 - StepSize;
        }

        // The sign of a row of W', and of a column of V'.
        double Sign(double[] signs, int k) => k < split ? signs[k / 4] : signs[(k - split) % width];
    }

    [Fact]
    public void MoreDrawsThanAMillionAreToBeGiven()
        => Assert.Contains("give Draws", Assert.Throws<CompositionException>(() => new SmoothedSgd(new() { Accuracy = 1e-4 }, Network(), Objective, new RandomStream(1))).Message);

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
        var objective = new SampleObjective(new FixedSample(ThreeLayerNetworkTests.Sample(5)), new SquaredLoss());
        var optimizer = new IncrementSgd(new() { StepSize = 0.01 }, model, objective, new RandomStream(1));
        var (oracle, gradient, stream) = (plain.Bind(objective), new double[plain.Parameters.Length], new RandomStream(1));
        for (var step = 0; step < 4; step++)
        {
            optimizer.Step();
            oracle.Gradient(plain.Parameters, gradient, [stream.Next(5)]);
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
