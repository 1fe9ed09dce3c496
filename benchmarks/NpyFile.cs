using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Benchmarks;

/// <summary>Matrices in files of numpy's .npy format: how samples and results pass between processes.</summary>
internal static class NpyFile
{
    public static void Save(string path, Matrix<double> matrix)
    {
        using var stream = File.Create(path);
        NpyFormat.Write(stream, matrix);
    }

    public static void Save(string path, int rows, int columns, double[] values) => Save(path, Matrix<double>.Build.DenseOfRowMajor(rows, columns, values));

    /// <summary>Only the values, row by row; the caller knows the shape.</summary>
    public static double[] Load(string path) => Read(path).ToRowMajorArray();

    /// <summary>A matrix with a number of columns.</summary>
    public static Matrix<double> Load(string path, int columns)
    {
        var values = Load(path);
        return Matrix<double>.Build.DenseOfRowMajor(values.Length / columns, columns, values);
    }

    private static Matrix<double> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return NpyFormat.Read(stream);
    }
}
