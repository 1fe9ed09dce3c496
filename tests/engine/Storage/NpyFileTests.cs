using BeyondNtk.Engine.Storage;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Tests;

public sealed class NpyFileTests
{
    [Fact]
    public void HoldsTheValuesRowByRow()
    {
        var file = Saved(Matrix<double>.Build.DenseOfArray(new[,] { { 1, 2.5, -3 }, { double.NaN, double.MaxValue, 1.0 / 3 } }));

        Assert.Equal((2, 3), (file.Rows, file.Columns));
        Assert.Equal([1, 2.5, -3, double.NaN, double.MaxValue, 1.0 / 3], file.Values);
    }

    // The header grows with the digits of the shape: it must be padded right at every length.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 12345)]
    [InlineData(12345, 1)]
    [InlineData(100, 1000)]
    public void TheDataBeginAtAMultipleOf64(int rows, int columns)
    {
        var file = Saved(Matrix<double>.Build.Dense(rows, columns, (i, k) => i - k));

        Assert.Equal(0, file.DataOffset % 64);
        Assert.Equal((rows, columns), (file.Rows, file.Columns));
        Assert.Equal(rows - columns, file.Values[^1]);
    }

    [Fact]
    public void AMatrixStoredInAnotherWayIsWrittenTheSame()
    {
        var dense = Matrix<double>.Build.DenseOfArray(new[,] { { 0.0, 2 }, { 3, 0 }, { 0, 5 } });

        Assert.Equal(Saved(dense).Values, Saved(Matrix<double>.Build.SparseOfMatrix(dense)).Values);
    }

    private static Npy Saved(Matrix<double> matrix)
    {
        using var folder = new TempFolder();
        var path = folder.File("matrix.npy");
        NpyFile.Save(path, matrix);
        return Npy.Read(path);
    }
}
