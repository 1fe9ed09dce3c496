using BeyondNtk.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Host.Results;

/// <summary>Matrices as files in numpy's .npy format.</summary>
internal static class NpyFile
{
    public static void Save(string path, Matrix<double> matrix) => RunFolder.Write(path, stream => NpyFormat.Write(stream, matrix));
}
