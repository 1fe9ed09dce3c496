using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using static BeyondNtk.Numerics.Tests.IntegerMatrices;

namespace BeyondNtk.Numerics.Tests;

public sealed class SymmetricProductTests
{
    // On whole numbers every sum is exact, whatever its order. Three blocks of 256 rows and a part of one.
    [Theory]
    [InlineData(10, true, 1)]
    [InlineData(256, false, 2)]
    [InlineData(800, true, 3)]
    [InlineData(800, false, 8)]
    public void IsTheDefinition(int count, bool store, int threads)
    {
        var kernel = new SymmetricIntegers(count);
        var x = Draw(count, 5);
        var y = new double[count];
        var product = new SymmetricProduct(kernel, store, WorkerTeam.Get(threads));
        for (var repeat = 0; repeat < 2; repeat++)
        {
            Array.Fill(y, double.NaN);
            product.Multiply(3, x, y);

            for (var i = 0; i < count; i++)
            {
                Assert.Equal(Enumerable.Range(0, count).Sum(j => SymmetricIntegers.Entry(i, j) * x[j]) + (3 * x[i]), y[i]);
            }
        }
    }

    [Fact]
    public void StoresHalfOfTheEntries()
        => Assert.InRange(SymmetricProduct.StoredBytes(50_000), 8 * 50_000L * 50_001 / 2, 4 * 50_000L * 50_700);

    private sealed class SymmetricIntegers(int count) : IKernelMatrix
    {
        public int Rows => count;

        public int Columns => count;

        public static double Entry(int i, int j) => (((i * 31) ^ (j * 31)) % 17) + ((i + j) % 5);

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    block[(i * columns) + j] = Entry(row + i, column + j);
                }
            }
        }
    }
}
