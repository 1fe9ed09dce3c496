using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent.Tests;

public sealed class MemoryTests
{
    [Fact]
    public void AGradientThatDoesNotFitIsRefusedBeforeItIsAllocated()
    {
        var model = new EndlessModel();
        var options = new TruncatedGradientDescentOptions { Stages = [new Stage()] };

        Check(() => new PlainGradientDescent(new PlainGradientDescentOptions(), model, Objectives.Any));
        Check(() => new TruncatedGradientDescent(options, model, Objectives.Any));
        Check(() => new StochasticGradientDescent(new StochasticGradientDescentOptions(), model, Objectives.Any, new RandomStream(1)));
    }

    private static void Check(Func<IOptimizer> create)
        => Assert.Matches(
            $"^a step over the {Array.MaxLength + 1} parameters of the model needs [0-9,]+ bytes, and .*; at most about [0-9]+ parameters fit$",
            Assert.Throws<CompositionException>(create).Message);
}
