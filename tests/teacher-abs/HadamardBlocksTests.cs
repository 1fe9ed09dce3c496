using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs.Tests;

public sealed class HadamardBlocksTests
{
    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    [InlineData(20, 4)]
    [InlineData(72, 8)]
    public void DirectionsAreOrthonormalAndEvenlySpreadOnBlocksThatShareNoCoordinate(int dimension, int blockSize)
    {
        var directions = Draw(dimension, blockSize);
        var deviation = (directions * directions.Transpose()) - Matrix<double>.Build.DenseIdentity(dimension);

        // r products of entries that are 1/sqrt(r) up to a rounding.
        Assert.InRange(deviation.Enumerate().Max(Math.Abs), 0, 4 * 1.1e-16);

        var supports = directions.EnumerateRows().Select(row => string.Join(' ', Support(row))).ToArray();
        Assert.All(directions.EnumerateRows(), row => Assert.Equal(blockSize, Support(row).Length));
        Assert.All(supports.GroupBy(support => support), block => Assert.Equal(blockSize, block.Count()));
        Assert.Equal(Enumerable.Range(0, dimension), supports.Distinct().SelectMany(support => support.Split(' ')).Select(int.Parse).Order());
        Assert.All(directions.Enumerate().Where(entry => entry != 0), entry => Assert.Equal(1 / Math.Sqrt(blockSize), Math.Abs(entry), 1e-16));
    }

    // In a random split into blocks of r each other coordinate stands beside the first with probability (r - 1)/(d - 1).
    [Fact]
    public void TheSplitIsRandom()
    {
        const int Count = 4000;
        const int D = 8;
        const double Probability = 1.0 / (D - 1);
        var beside = new int[D];
        for (var seed = 0; seed < Count; seed++)
        {
            beside[Support(Draw(D, 2, seed).EnumerateRows().First(row => row[0] != 0)).Single(coordinate => coordinate != 0)]++;
        }

        var error = Math.Sqrt(Probability * (1 - Probability) / Count);
        Assert.All(beside.Skip(1), count => Assert.InRange(((double)count / Count) - Probability, -5 * error, 5 * error));
    }

    [Theory]
    [InlineData(30, 3, "1, 2")]
    [InlineData(30, 4, "1, 2")]
    [InlineData(32, 8, "1, 2, 4")]
    [InlineData(3, 2, "1")]
    public void ABlockSizeThatDoesNotFitIsRefused(int dimension, int blockSize, string allowed)
    {
        var message = Assert.Throws<CompositionException>(() => Draw(dimension, blockSize)).Message;

        Assert.Contains($"BlockSize is {blockSize};", message);
        Assert.EndsWith($"with Dimension {dimension} one of {allowed}", message);
    }

    private static Matrix<double> Draw(int dimension, int blockSize, long seed = 3)
        => AbsTeacherTests.Create(
            new AbsTeacherOptions { Dimension = dimension, Directions = Directions.HadamardBlocks, BlockSize = blockSize }, seed).Neurons.Weights;

    private static int[] Support(Vector<double> row) => [.. Enumerable.Range(0, row.Count).Where(k => row[k] != 0)];
}
