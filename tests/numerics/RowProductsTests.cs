using BeyondNtk.Abstractions;

namespace BeyondNtk.Numerics.Tests;

/// <summary>On small whole numbers every sum is exact, so the results must be equal to the last bit.</summary>
public sealed class RowProductsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(4, 4, 8)]
    [InlineData(9, 6, 17)]
    [InlineData(13, 31, 30)]
    public void MultiplyIsTheDefinition(int rows, int columns, int inner)
    {
        var (a, b) = (Draw(rows * inner, 1), Draw(columns * inner, 2));

        // The result may be longer than what is written: callers reuse blocks.
        var result = Enumerable.Repeat(double.NaN, (rows * columns) + 5).ToArray();
        RowProducts.Multiply(a, b, inner, result);

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                Assert.Equal(Dot(a, i, b, j, inner), result[(i * columns) + j]);
            }
        }

        Assert.All(result[^5..], value => Assert.Equal(double.NaN, value));
    }

    // Panels of 64 rows, stretches of 512 columns.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(64, 512)]
    [InlineData(131, 1061)]
    [InlineData(200, 17)]
    public void GramIsTheDefinition(int rows, int inner)
    {
        var a = Draw(rows * inner, 3);
        var gram = RowProducts.Gram(a, inner, WorkerTeam.Of(2));

        Assert.Equal(rows * rows, gram.Length);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < rows; j++)
            {
                Assert.Equal(Dot(a, i, a, j, inner), gram[(i * rows) + j]);
            }
        }
    }

    [Fact]
    public void TheBitsOfGramDoNotDependOnTheThreads()
    {
        var a = new StandardGaussian(700).Draw(150, new RandomStream(81)).ToRowMajorArray();
        var gram = RowProducts.Gram(a, 700, WorkerTeam.Of(1));

        Assert.All([2, 3, 8], threads => Assert.Equal(gram, RowProducts.Gram(a, 700, WorkerTeam.Of(threads))));
    }

    [Fact]
    public void SymmetricProductIsTheDefinition()
    {
        const int Count = 131;
        var a = Draw(Count * Count, 4);
        var x = Draw(Count, 5);
        foreach (var threads in (int[])[1, 3])
        {
            var y = new double[Count];
            SymmetricProduct.Multiply(a, 3, x, y, WorkerTeam.Of(threads));

            Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(Dot(a, i, x, 0, Count) + (3 * x[i]), y[i]));
        }
    }

    private static double[] Draw(int length, int seed)
    {
        var stream = new RandomStream(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (double)stream.Next(-50, 51))];
    }

    private static double Dot(double[] a, int i, double[] b, int j, int inner)
    {
        var sum = 0.0;
        for (var k = 0; k < inner; k++)
        {
            sum += a[(i * inner) + k] * b[(j * inner) + k];
        }

        return sum;
    }
}
