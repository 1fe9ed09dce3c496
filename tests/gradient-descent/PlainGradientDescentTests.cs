using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent.Tests;

public sealed class PlainGradientDescentTests
{
    // On sum_k h_k (p_k - t_k)^2 / 2 each error shrinks by the factor 1 - rate h_k a step. The two blocks have 2 and 3 neurons.
    [Theory]
    [InlineData(GradientScale.Plain, 1, 1)]
    [InlineData(GradientScale.MeanField, 2, 3)]
    public void FollowsTheClosedFormOnAQuadratic(GradientScale scale, double firstFactor, double secondFactor)
    {
        const int Steps = 40;
        const double StepSize = 0.05;
        double[] start = [1, -2, 3, 4, 5, -6, 7];
        double[] curvatures = [1, 2, 3, 4, 5, 6, 7];
        double[] targets = [0, 1, 0, -1, 2, 2, 2];
        var parameters = start.ToArray();
        var model = new FakeModel(
            parameters,
            [new ParameterBlock("first", 0, 2, 2), new ParameterBlock("second", 4, 3, 1)],
            values => [.. values.Select((value, k) => curvatures[k] * (value - targets[k]))]);
        var optimizer = new PlainGradientDescent(
            new PlainGradientDescentOptions { StepSize = StepSize, Steps = Steps, GradientScale = scale }, model, Objectives.Any);

        Assert.Equal(Steps, optimizer.Steps);
        Assert.Same(Objectives.Any, Assert.Single(model.Objectives));
        for (var step = 0; step < Steps; step++)
        {
            var loss = parameters.Sum();
            Assert.Equal(new StepResult(loss), optimizer.Step());
        }

        for (var k = 0; k < start.Length; k++)
        {
            var factor = 1 - (StepSize * (k < 4 ? firstFactor : secondFactor) * curvatures[k]);
            var expected = targets[k] + (Math.Pow(factor, Steps) * (start[k] - targets[k]));

            // Each step rounds a few times, relative to numbers below 10; errors do not grow, since |factor| <= 1.
            Assert.Equal(expected, parameters[k], Steps * 10 * 4 * 1.1e-16);
        }

        Assert.All(model.Batches, Assert.Empty);
    }

    // The loss p with the slope p: a step over the loss takes away the step size itself, and a loss that has vanished ends it.
    [Fact]
    public void AStepOverTheLossFollowsIt()
    {
        double[] parameters = [1];
        var model = new FakeModel(parameters, [new ParameterBlock("one", 0, 1, 1)], values => values);
        var optimizer = new PlainGradientDescent(new PlainGradientDescentOptions { StepSize = 0.1, StepLaw = StepLaw.OverLoss }, model, Objectives.Any);
        for (var step = 0; step < 5; step++)
        {
            Assert.False(optimizer.Step().Finished);
        }

        Assert.Equal(0.5, parameters[0], 1e-15);
        Assert.Equal(0.1 / 0.6, optimizer.StepReport()[1].Value, 1e-15);

        parameters[0] = 1e-300;
        Assert.Equal(new StepResult(1e-300, Finished: true), optimizer.Step());
        Assert.Equal(1e-300, parameters[0]);

        var rescaling = new PlainGradientDescent(new PlainGradientDescentOptions { StepLaw = StepLaw.OverLossRescaled }, model, Objectives.Any);
        Assert.Equal(new StepResult(1e-300), rescaling.Step());
        Assert.Equal(1e-300 * Math.Sqrt(0.5), parameters[0]);
    }
}
