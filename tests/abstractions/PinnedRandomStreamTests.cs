using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Tests;

/// <summary>
/// The numbers come from a separate implementation in Python, which was itself checked against the published test vectors of SplitMix64
/// (seed 1234567) and xoshiro256** (state 1, 2, 3, 4). A change of any of them makes old experiments irreproducible.
/// </summary>
public sealed class PinnedRandomStreamTests
{
    [Theory]
    [InlineData(0L, 0xfb5405f7bd79c540, 0x780c98e26cea5883, 0x2a146e0980febc66, 0x4851477db8791fca)]
    [InlineData(1L, 0xee127fe613436e33, 0xd6dad8d34a1874ea, 0x2a52c16cec1116a9, 0x9af9091d9f77d551)]
    [InlineData(-1L, 0x0983212965e7b92a, 0x93cb01ae0f01e8af, 0x2738ef165b8f858a, 0x0355a94910e1ce49)]
    public void RootsArePinned(long seed, ulong first, ulong second, ulong third, ulong fourth)
    {
        var stream = new RandomStream(seed);

        Assert.Equal([first, second, third, fourth], Bits(stream, 4));
    }

    [Fact]
    public void ChildrenArePinned()
    {
        var teacher = new RandomStream(1).Child("teacher");

        Assert.Equal([0xd5a3731547dd07bf, 0x575755880da93062, 0x6853277a684cb0b5], Bits(teacher.Child("größe"), 3));
        Assert.Equal([0x011776d15969d27d, 0x48250c4946e8bb34, 0x09d7d2a3f8db9fba, 0xa351c550bad13d2f], Bits(teacher, 4));
    }

    [Fact]
    public void DerivedNumbersArePinned()
    {
        var data = new RandomStream(1).Child("data");
        Assert.Equal([0.23054129578666172, 0.4623485193012612, 0.824810888496389], Numbers(data.NextDouble));

        // Logarithm and square root may differ in the last place from one mathematical library to another.
        data = new RandomStream(1).Child("data");
        Assert.Equal([-1.5451487695153465, 0.36493877133936425, 0.5903279208284283], Numbers(data.NextGaussian), (a, b) => Math.Abs(a - b) < 1e-14);

        var root = new RandomStream(1);
        Assert.Equal([5, 2, 9, 3, 4, 9, 0, 3], Enumerable.Range(0, 8).Select(_ => root.Next(10)));
    }

    // Shuffle and GetItems are the runtime's own code on top of the stream: a runtime that changed them would change every mini-batch.
    [Fact]
    public void TheRuntimesShuffleIsPinned()
    {
        var reference = new RandomStream(7);
        int[] expected = [.. Enumerable.Range(0, 20)];
        for (var i = 0; i < expected.Length - 1; i++)
        {
            var j = reference.Next(i, expected.Length);
            (expected[i], expected[j]) = (expected[j], expected[i]);
        }

        int[] shuffled = [.. Enumerable.Range(0, 20)];
        new RandomStream(7).Shuffle(shuffled);

        Assert.Equal(expected, shuffled);
    }

    private static ulong[] Bits(RandomStream stream, int count) => [.. Enumerable.Range(0, count).Select(_ => stream.NextBits())];

    private static double[] Numbers(Func<double> next) => [next(), next(), next()];
}
