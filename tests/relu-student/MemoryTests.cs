using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.ReluStudent.Tests;

public sealed class MemoryTests
{
    [Fact]
    public void AWidthThatDoesNotFitIsRefusedBeforeAnythingIsAllocated()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<CompositionException>(() => Students.Create(ActivationName.Relu, 1_000_000, 100_000));

        Assert.Matches("^Width is 1000000: .* 100000 dimensions needs 2,400,000,000,000 bytes, and .*; at most about [0-9]+ neurons fit$", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
