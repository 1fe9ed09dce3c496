using System.Buffers.Binary;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Host.Results;

/// <summary>Matrices in numpy's .npy format, version 1.0: little-endian doubles, row by row.</summary>
internal static class NpyFile
{
    // Magic, version and the length of the header come before the header; all together fill whole 64 bytes.
    private const int Preamble = 10;
    private const int Alignment = 64;

    public static void Save(string path, Matrix<double> matrix) => RunFolder.Write(path, stream => Write(stream, matrix));

    private static void Write(Stream stream, Matrix<double> matrix)
    {
        var description = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({matrix.RowCount}, {matrix.ColumnCount}), }}";
        var total = (Preamble + description.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = description.PadRight(total - Preamble - 1) + "\n";

        stream.Write([0x93, .. "NUMPY"u8, 1, 0]);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        stream.Write(length);
        stream.Write(Encoding.ASCII.GetBytes(header));

        var row = new byte[matrix.ColumnCount * sizeof(double)];
        for (var i = 0; i < matrix.RowCount; i++)
        {
            for (var k = 0; k < matrix.ColumnCount; k++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(row.AsSpan(k * sizeof(double)), matrix[i, k]);
            }

            stream.Write(row);
        }
    }
}
