using BeyondNtk.Numerics.Linear;
using static BeyondNtk.Numerics.Tests.IntegerMatrices;

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
    [InlineData(97, 33, 5)]
    [InlineData(100, 300, 257)]
    [InlineData(6, 64, 512)]
    public void ProductsAreTheDefinition(int rows, int columns, int inner)
    {
        var (a, b) = (Draw(rows * inner, 1), Draw(columns * inner, 2));

        // The result may be longer than what is written: callers reuse blocks.
        var result = Enumerable.Repeat(double.NaN, (rows * columns) + 5).ToArray();
        RowProducts.MultiplyNT(a, b, inner, result);

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                Assert.Equal(Dot(a, i, b, j, inner), result[(i * columns) + j]);
            }
        }

        Assert.All(result[^5..], value => Assert.Equal(double.NaN, value));

        // The same from the transposed second factor.
        var transposed = new double[b.Length];
        for (var k = 0; k < b.Length; k++)
        {
            transposed[(k % inner * columns) + (k / inner)] = b[k];
        }

        var fromTransposed = Enumerable.Repeat(double.NaN, rows * columns).ToArray();
        RowProducts.MultiplyNN(a, transposed, inner, fromTransposed);
        Assert.Equal(result[..^5], fromTransposed);
    }

    // The second product has 2^32 entries, whose number in 32 bits is 0.
    [Theory]
    [InlineData(3, 4, 11)]
    [InlineData(65_536, 65_536, 5)]
    public void AResultThatIsTooShortIsRefused(int rows, int columns, int length)
        => Assert.Throws<ArgumentOutOfRangeException>(() => RowProducts.MultiplyNT(new double[rows], new double[columns], 1, new double[length]));
}
