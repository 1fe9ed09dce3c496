using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Tests;

public sealed class RandomStreamTests
{
    [Fact]
    public void AChildDependsOnItsPathOnly()
    {
        var untouched = new RandomStream(5).Child("a").Child("b").NextBits();

        var root = new RandomStream(5);
        var sibling = root.Child("c");
        sibling.NextGaussian();
        root.NextBits();
        var parent = root.Child("a");
        parent.NextDouble();

        Assert.Equal(untouched, parent.Child("b").NextBits());
        Assert.Equal(untouched, root.Child("a").Child("b").NextBits());
    }

    [Fact]
    public void PathsAndSeedsThatDifferGiveStreamsThatDiffer()
    {
        var root = new RandomStream(5);
        RandomStream[] streams =
        [
            root, root.Child(""), root.Child("a"), root.Child("b"), root.Child("ab"), root.Child("ba"), root.Child("a").Child("b"),
            root.Child("b").Child("a"), root.Child("a").Child("a"), new RandomStream(6), new RandomStream(6).Child("a"),
        ];

        Assert.Equal(streams.Length, streams.Select(stream => stream.NextBits()).Distinct().Count());
    }

    [Fact]
    public void GaussianNumbersHaveTheNormalMoments()
    {
        const int Count = 1_000_000;
        var stream = new RandomStream(11);
        var previous = 0.0;
        var (first, second, third, fourth, tail, lagged) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var n = 0; n < Count; n++)
        {
            var z = stream.NextGaussian();
            first += z;
            second += z * z;
            third += z * z * z;
            fourth += z * z * z * z;
            tail += z > 2 ? 1 : 0;
            lagged += z * previous;
            previous = z;
        }

        // Var z = 1, Var z^2 = 2, Var z^3 = 15, Var z^4 = 105 - 9; P(z > 2) = 0.0227501...
        const double Tail = 0.022750131948179;
        Within(first, 0, 1);
        Within(second, 1, 2);
        Within(third, 0, 15);
        Within(fourth, 3, 96);
        Within(tail, Tail, Tail * (1 - Tail));
        Within(lagged, 0, 1);

        static void Within(double sum, double expected, double variance)
            => Assert.InRange((sum / Count) - expected, -5 * Math.Sqrt(variance / Count), 5 * Math.Sqrt(variance / Count));
    }

    [Fact]
    public void IntegersAreUniformOverTheirRange()
    {
        const int Count = 700_000;
        var stream = new RandomStream(12);
        var counts = new Dictionary<int, int>();
        for (var n = 0; n < Count; n++)
        {
            var value = stream.Next(-3, 4);
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        Assert.Equal([-3, -2, -1, 0, 1, 2, 3], counts.Keys.Order());

        // Each count is binomial with p = 1/7.
        Assert.All(counts.Values, count => Assert.InRange(count - (Count / 7.0), -5 * Math.Sqrt(Count * 6 / 49.0), 5 * Math.Sqrt(Count * 6 / 49.0)));
    }

    // Without rejection the lower third of this range would come up twice as often as the rest.
    [Fact]
    public void RangesNearTheWordSizeAreUniformToo()
    {
        const int Count = 30_000;
        const long Third = long.MinValue / 2;
        var stream = new RandomStream(13);
        var low = Enumerable.Range(0, Count).Count(_ => stream.NextInt64(long.MinValue, long.MaxValue - (long.MaxValue / 2)) < Third);

        Assert.InRange(low - (Count / 3.0), -5 * Math.Sqrt(Count * 2 / 9.0), 5 * Math.Sqrt(Count * 2 / 9.0));
    }

    [Fact]
    public void EmptyAndReversedRanges()
    {
        var stream = new RandomStream(14);

        Assert.Equal(3, stream.Next(3, 3));
        Assert.Equal(0, stream.Next(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Next(4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Next(-1));
    }
}
