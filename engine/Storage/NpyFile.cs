using BeyondNtk.Engine.Files;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Storage;

/// <summary>Matrices as files in numpy's .npy format.</summary>
internal static class NpyFile
{
    public static void Save(string path, Matrix<double> matrix) => AtomicFile.Write(path, stream => NpyFormat.Write(stream, matrix));
}
