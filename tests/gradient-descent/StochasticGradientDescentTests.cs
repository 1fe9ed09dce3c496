using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent.Tests;

public sealed class StochasticGradientDescentTests
{
    [Theory]
    [InlineData(12, 4)]
    [InlineData(12, 1)]
    [InlineData(12, 12)]
    public void AnEpochVisitsEveryExampleOnce(int examples, int batchSize)
    {
        var batches = Run(examples, batchSize, 3 * examples / batchSize, new RandomStream(1));

        foreach (var epoch in batches.Chunk(examples / batchSize))
        {
            Assert.All(epoch, batch => Assert.Equal(batchSize, batch.Length));
            Assert.Equal(Enumerable.Range(0, examples), epoch.SelectMany(batch => batch).Order());
        }
    }

    [Fact]
    public void ALastBatchThatWouldBeSmallerIsLeftOut()
    {
        var batches = Run(11, 4, 6, new RandomStream(1));

        foreach (var epoch in batches.Chunk(2))
        {
            Assert.Equal(8, epoch.SelectMany(batch => batch).Distinct().Count());
        }

        // Three epochs that all left out the same three examples would be no epochs.
        Assert.Equal(11, batches.SelectMany(batch => batch).Distinct().Count());
    }

    [Fact]
    public void TheOrderIsTheStreams()
    {
        var first = Run(30, 10, 6, new RandomStream(1));

        Assert.Equal(first, Run(30, 10, 6, new RandomStream(1)));
        Assert.NotEqual(first, Run(30, 10, 6, new RandomStream(2)));
        Assert.NotEqual(first.Take(3), first.Skip(3));
    }

    // With the constant derivative -1, momentum mu and step size eta: v_t = 1 + mu v_{t-1}, so p_t = eta sum_s (1 - mu^s)/(1 - mu).
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void MomentumFollowsItsRecurrence(double momentum)
    {
        const double StepSize = 0.25;
        double[] weights = [0, 0];
        var optimizer = Create(FakeModel.WithSlopeMinusOne(weights, 2), 1, momentum: momentum, stepSize: StepSize);
        var expected = 0.0;
        for (var step = 1; step <= 20; step++)
        {
            var before = weights.Sum();
            Assert.Equal(new StepResult(before), optimizer.Step());
            expected += StepSize * (1 - Math.Pow(momentum, step)) / (1 - momentum);

            // Twenty additions of numbers below 10; 1 - 0.9 is off by a unit in the last place of 1, ten times as much of itself.
            Assert.All(weights, value => Assert.Equal(expected, value, 20 * 50 * 10 * 1.1e-16));
        }
    }

    [Fact]
    public void TheMeanFieldGradientIsWidthTimesThePlainOne()
    {
        double[] weights = [0, 0, 0];
        Create(FakeModel.WithSlopeMinusOne(weights, 3), 1, scale: GradientScale.MeanField).Step();

        Assert.Equal([3, 3, 3], weights);
    }

    [Fact]
    public void ABatchLargerThanTheSampleIsRefused()
    {
        var refusal = Assert.Throws<CompositionException>(() => Run(11, 12, 1, new RandomStream(1)));

        Assert.Contains("12", refusal.Message);
        Assert.Contains("11", refusal.Message);
    }

    [Fact]
    public void AnObjectiveWithoutExamplesIsAskedForAllOfThem()
        => Assert.All(Run(0, 64, 5, new RandomStream(1)), Assert.Empty);

    private static List<int[]> Run(int examples, int batchSize, int steps, RandomStream stream)
    {
        var model = new FakeModel([0], [new ParameterBlock("weights", 0, 1, 1)], _ => [0], examples);
        var optimizer = Create(model, batchSize, stream: stream);
        for (var step = 0; step < steps; step++)
        {
            optimizer.Step();
        }

        return model.Batches;
    }

    // As PyTorch's SGD: v <- mu v + (g + lambda p), p <- p - eta v, and eta a tenth of itself from half of the steps on. With the constant derivative -1.
    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    public void DecayGoesIntoTheVelocityAndTheScheduleIntoTheStep(int parameters)
    {
        const double StepSize = 0.25, Momentum = 0.9, Decay = 0.2;
        var weights = Enumerable.Repeat(0.5, parameters).ToArray();
        var options = new StochasticGradientDescentOptions
        {
            StepSize = StepSize,
            BatchSize = 1,
            Momentum = Momentum,
            WeightDecay = Decay,
            GradientScale = GradientScale.Plain,
            Steps = 8,
            Schedule = [new() { After = 0.5, Factor = 0.1 }, new() { After = 0.8, Factor = 0.5 }],
        };
        var optimizer = new StochasticGradientDescent(options, FakeModel.WithSlopeMinusOne(weights, parameters), Objectives.Any, new RandomStream(1));
        var (place, velocity) = (0.5, 0.0);
        for (var step = 0; step < 8; step++)
        {
            velocity = (Momentum * velocity) - 1 + (Decay * place);
            place -= StepSize * (step < 4 ? 1 : step < 7 ? 0.1 : 0.05) * velocity;
            optimizer.Step();
        }

        // Every parameter, those that fill no vector too: a few roundings of numbers of size 10.
        Assert.All(weights, weight => Assert.Equal(place, weight, 1e-13));
    }

    private static StochasticGradientDescent Create(
        FakeModel model, int batchSize, double momentum = 0, double stepSize = 1, GradientScale scale = GradientScale.Plain, RandomStream? stream = null)
    {
        var options = new StochasticGradientDescentOptions { StepSize = stepSize, BatchSize = batchSize, Momentum = momentum, GradientScale = scale };
        return new StochasticGradientDescent(options, model, Objectives.Any, stream ?? new RandomStream(1));
    }
}
