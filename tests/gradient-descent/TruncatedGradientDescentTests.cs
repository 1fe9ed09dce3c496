using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent.Tests;

public sealed class TruncatedGradientDescentTests
{
    // Two neurons of two inputs; the threshold is ||w||^2 <= 1/lambda.
    [Fact]
    public void ANeuronOverTheThresholdIsFrozenNotClipped()
    {
        double[] weights = [3, 4, 0, 0];
        var optimizer = Create(weights, 2, new Stage { Lambda = 1 / 16.0, StepSize = 1, Steps = 10 });

        optimizer.Step();
        Assert.Equal([3, 4, 1, 1], weights);

        // The second neuron may overshoot: at (2, 2) it is within 16, at (3, 3) it is over and stays as it is.
        optimizer.Step();
        optimizer.Step();
        Assert.Equal([3, 4, 3, 3], weights);
        optimizer.Step();
        Assert.Equal([3, 4, 3, 3], weights);
    }

    // The gradient is -1 at every entry of four.
    [Fact]
    public void EveryStepTellsItsGradientAndWhatItFroze()
    {
        double[] weights = [3, 4, 0, 0];
        var optimizer = Create(weights, 2, new Stage { Lambda = 1 / 16.0, StepSize = 3, Steps = 10 });

        optimizer.Step();
        Assert.Equal([("gradient-norm", 2.0), ("frozen-neurons", 1)], optimizer.StepReport().Select(metric => (metric.Name, metric.Value)));

        optimizer.Step();
        Assert.Equal(2, optimizer.StepReport()[1].Value);
    }

    [Fact]
    public void ANeuronOnTheThresholdMoves()
    {
        double[] weights = [0, 4];
        Create(weights, 1, new Stage { Lambda = 1 / 16.0, StepSize = 1, Steps = 1 }).Step();

        Assert.Equal([1, 5], weights);
    }

    [Fact]
    public void ANeuronThatShrinksMovesAgain()
    {
        double[] weights = [2];
        var model = new FakeModel(weights, [new ParameterBlock("weights", 0, 1, 1)], values => [1.0]);
        var optimizer = new TruncatedGradientDescent(
            new TruncatedGradientDescentOptions { Stages = [new Stage { Lambda = 1, StepSize = 1, Steps = 3 }] }, model, Objectives.Any);

        optimizer.Step();
        Assert.Equal([2], weights);

        // Something else, such as a penalty, may have moved it.
        weights[0] = 1;
        optimizer.Step();
        Assert.Equal([0], weights);
    }

    // The step size tells which stage a step was in: 1 in the first, 10 in the second, 100 in the third.
    [Fact]
    public void StagesBeginAndEndExactly()
    {
        double[] weights = [0];
        var optimizer = Create(
            weights,
            1,
            new Stage { StepSize = 1, Steps = 2 },
            new Stage { StepSize = 10, Steps = 1 },
            new Stage { StepSize = 100, Steps = 3 });

        Assert.Equal(6, optimizer.Steps);
        double[] trajectory = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            optimizer.Step();
            return weights[0];
        })];
        Assert.Equal([1.0, 2, 12, 112, 212, 312], trajectory);
    }

    [Fact]
    public void AFrozenNeuronMovesAgainInAStageThatAllowsIt()
    {
        double[] weights = [3, 0];
        var optimizer = Create(
            weights, 2, new Stage { Lambda = 0.25, StepSize = 1, Steps = 4 }, new Stage { Lambda = 0.01, StepSize = 1, Steps = 1 });

        for (var step = 0; step < 4; step++)
        {
            optimizer.Step();
        }

        Assert.Equal([3, 3], weights);
        optimizer.Step();
        Assert.Equal([4, 4], weights);
    }

    // In the first stage one neuron is frozen from the start and a second after three steps; in the second stage one is.
    [Fact]
    public void ReportsTheMostThatWereFrozenStageByStage()
    {
        double[] weights = [9, 0, -100];
        var optimizer = Create(
            weights, 3, new Stage { Lambda = 0.25, StepSize = 1, Steps = 5 }, new Stage { Lambda = 0.001, StepSize = 1, Steps = 2 });
        for (var step = 0; step < optimizer.Steps; step++)
        {
            optimizer.Step();
        }

        Assert.Equal([3.0, 1.0], optimizer.Report().Select(metric => metric.Value));
        Assert.Equal(2, optimizer.Report().Select(metric => metric.Name).Distinct().Count());
    }

    [Fact]
    public void TheMeanFieldGradientIsWidthTimesThePlainOne()
    {
        double[] plain = [0, 0, 0];
        double[] meanField = [0, 0, 0];
        Create(plain, 3, new Stage { StepSize = 1, Steps = 1 }).Step();
        Create(meanField, 3, GradientScale.MeanField, new Stage { StepSize = 1, Steps = 1 }).Step();

        Assert.Equal([1, 1, 1], plain);
        Assert.Equal([3, 3, 3], meanField);
    }

    // One of two blocks has neurons of two inputs: the threshold is for a neuron, not for a parameter.
    [Fact]
    public void EveryBlockIsTruncatedNeuronByNeuron()
    {
        double[] weights = [0, 3, 0, 3, 3];
        var model = new FakeModel(
            weights, [new ParameterBlock("first", 0, 2, 1), new ParameterBlock("second", 2, 1, 3)], values => [.. values.Select(_ => -1.0)]);
        var options = new TruncatedGradientDescentOptions
        {
            Stages = [new Stage { Lambda = 0.1, StepSize = 1, Steps = 1 }],
            GradientScale = GradientScale.Plain,
        };
        new TruncatedGradientDescent(options, model, Objectives.Any).Step();

        Assert.Equal([1, 4, 0, 3, 3], weights);
    }

    // Without truncation it is sgd over the whole sample, whose momentum has a test of its own.
    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void WithoutTruncationItMovesAsSgdToTheBit(double momentum)
    {
        double[] start = [1, -2, 3, 0.1];
        var (ours, theirs) = (start.ToArray(), start.ToArray());
        var truncated = new TruncatedGradientDescent(
            new TruncatedGradientDescentOptions { Stages = [new Stage { StepSize = 0.01, Steps = 20 }], Momentum = momentum }, Bowl(ours), Objectives.Any);
        var sgd = new StochasticGradientDescent(
            new StochasticGradientDescentOptions { StepSize = 0.01, Momentum = momentum }, Bowl(theirs), Objectives.Any, new RandomStream(1));
        for (var step = 0; step < 20; step++)
        {
            Assert.Equal(sgd.Step(), truncated.Step());
            Assert.Equal(theirs, ours);
        }

        static FakeModel Bowl(double[] weights)
            => new(weights, [new ParameterBlock("weights", 0, 2, 2)], values => [.. values.Select((value, k) => (k + 1) * value)]);
    }

    // The derivative is -1 and the momentum 1/2: velocities are -1, -3/2, and after a step without any -1 again.
    [Fact]
    public void AFrozenNeuronLosesItsVelocity()
    {
        double[] weights = [0];
        var options = new TruncatedGradientDescentOptions { Stages = [new Stage { Lambda = 1 / 4.0, StepSize = 1, Steps = 4 }], Momentum = 0.5 };
        var optimizer = new TruncatedGradientDescent(options, FakeModel.WithSlopeMinusOne(weights, 1), Objectives.Any);
        optimizer.Step();
        optimizer.Step();
        Assert.Equal([2.5], weights);
        optimizer.Step();
        Assert.Equal([2.5], weights);

        // Something else, such as a penalty, may have moved it.
        weights[0] = 0;
        optimizer.Step();
        Assert.Equal([1.0], weights);
    }

    [Fact]
    public void TheLossIsTheOneBeforeTheStep()
    {
        double[] weights = [1, 2];
        var optimizer = Create(weights, 2, new Stage { StepSize = 1, Steps = 2 });

        Assert.Equal(new StepResult(3), optimizer.Step());
        Assert.Equal(new StepResult(5), optimizer.Step());
    }

    private static TruncatedGradientDescent Create(double[] weights, int neurons, params Stage[] stages)
        => Create(weights, neurons, GradientScale.Plain, stages);

    private static TruncatedGradientDescent Create(double[] weights, int neurons, GradientScale scale, params Stage[] stages)
        => new(
            new TruncatedGradientDescentOptions { Stages = stages, GradientScale = scale }, FakeModel.WithSlopeMinusOne(weights, neurons), Objectives.Any);
}
