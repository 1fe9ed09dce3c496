using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Benchmarks;

/// <summary>Matrices in numpy's .npy format, version 1.0, little-endian doubles row by row: how samples and results pass between processes.</summary>
internal static class NpyFile
{
    private const int Preamble = 10;
    private const int Alignment = 64;

    public static void Save(string path, Matrix<double> matrix) => Save(path, matrix.RowCount, matrix.ColumnCount, matrix.ToRowMajorArray());

    public static void Save(string path, int rows, int columns, ReadOnlySpan<double> values)
    {
        var description = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
        var total = (Preamble + description.Length + 1 + Alignment - 1) / Alignment * Alignment;
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)(total - Preamble));
        using var stream = File.Create(path);
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, .. length]);
        stream.Write(Encoding.ASCII.GetBytes(description.PadRight(total - Preamble - 1) + "\n"));
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>The values alone; the caller knows the shape.</summary>
    public static double[] Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = Preamble + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(Preamble - 2));
        var header = Encoding.ASCII.GetString(bytes, Preamble, start - Preamble);
        return header.Contains("'<f8'", StringComparison.Ordinal) && header.Contains("'fortran_order': False", StringComparison.Ordinal)
            ? MemoryMarshal.Cast<byte, double>(bytes.AsSpan(start)).ToArray()
            : throw new InvalidDataException($"{path}: not doubles row by row but {header}");
    }

    /// <summary>A matrix of so many columns.</summary>
    public static Matrix<double> Load(string path, int columns)
    {
        var values = Load(path);
        return Matrix<double>.Build.DenseOfRowMajor(values.Length / columns, columns, values);
    }
}
