using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.InfiniteWidth.Tests;

public sealed class MemoryTests
{
    // The particles, their directions, and for each of the orders 0 to 8 a power and a force: 12 numbers for each coordinate.
    [Fact]
    public void ParticlesThatDoNotFitAreRefusedBeforeAnythingIsAllocated()
    {
        var teacher = new NetworkTeacher(NetworkTeacher.Rotated(HomogeneousActivation.Abs).Neurons, new StandardGaussian(100_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<CompositionException>(() => Particles.Create(teacher, ActivationName.Abs, count: 100_000));

        Assert.Matches("^Particles is 100000: .* order 8 in 100000 dimensions needs 960,000,000,000 bytes, and .*; at most about [0-9]+ particles fit$", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void TheGradientAndAPredictionTakeTheBytesThatTheySay()
    {
        var teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);
        var model = Particles.Create(teacher, ActivationName.Abs, count: 5000);
        var inputs = teacher.Inputs.Draw(1, new RandomStream(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Bind(new PopulationObjective(teacher));
        model.Predict(inputs);

        // The masses of the particles, and what moves them, come on top: 3 numbers beside 17 times 4.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)model.Bytes, 1, 1.1);
    }
}
