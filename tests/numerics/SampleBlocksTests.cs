using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Numerics.Tests;

public sealed class SampleBlocksTests
{
    // 2^26 inputs of 64 numbers are 2^32 numbers, which is 0 in 32 bits; one number each, filled up to panels of 32, is 2^31, below 0.
    [Theory]
    [InlineData(64)]
    [InlineData(1)]
    public void ASampleThatNoArrayHoldsIsRefusedBeforeAnythingIsAllocated(int dimension)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<CompositionException>(() => new SampleBlocks<float>(1 << 26, dimension, 32));

        Assert.Contains("examples fit", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
