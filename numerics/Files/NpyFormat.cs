using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Files;

/// <summary>Matrices in numpy's .npy format. Writes little-endian doubles, row by row, and reads any plain numbers that numpy saves.</summary>
public static partial class NpyFormat
{
    // Magic, version and the length of the header come before the header; together they fill a multiple of 64 bytes.
    private const int Preamble = 10;
    private const int Alignment = 64;

    // A row or a column is read into one array of bytes.
    private const int MostNumbers = int.MaxValue / sizeof(double);

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    private static readonly Dictionary<string, (int Bytes, Func<ReadOnlySpan<byte>, double> Read)> Types = new()
    {
        ["<f8"] = (8, BinaryPrimitives.ReadDoubleLittleEndian),
        ["<f4"] = (4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        ["<f2"] = (2, bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ["<i8"] = (8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ["<i4"] = (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ["<i2"] = (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ["|i1"] = (1, bytes => (sbyte)bytes[0]),
        ["<u8"] = (8, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        ["<u4"] = (4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        ["<u2"] = (2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        ["|u1"] = (1, bytes => bytes[0]),
        ["|b1"] = (1, bytes => bytes[0]),
    };

    /// <summary>Writes a matrix, version 1.0.</summary>
    /// <param name="stream">Receives the header and the values row by row.</param>
    /// <param name="matrix">The matrix, N x k.</param>
    public static void Write(Stream stream, Matrix<double> matrix)
    {
        var description = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({matrix.RowCount}, {matrix.ColumnCount}), }}";
        var total = (Preamble + description.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = description.PadRight(total - Preamble - 1) + "\n";

        stream.Write([.. Magic, 1, 0]);
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

    /// <summary>Reads a matrix, version 1.0 or 2.0, in C or Fortran order; an array of one dimension is one column.</summary>
    /// <param name="stream">The file, to its end.</param>
    /// <exception cref="InvalidDataException">It does not hold such an array; the message says what it holds and what is allowed.</exception>
    public static Matrix<double> Read(Stream stream)
    {
        try
        {
            var header = ReadHeader(stream);
            var type = TypeOf(header);
            var (rows, columns) = ShapeOf(header);
            var byColumn = FortranOrder().IsMatch(header);
            var matrix = Matrix<double>.Build.Dense(rows, columns);
            var line = new byte[(byColumn ? rows : columns) * type.Bytes];
            for (var i = 0; i < (byColumn ? columns : rows); i++)
            {
                stream.ReadExactly(line);
                for (var k = 0; k < line.Length / type.Bytes; k++)
                {
                    matrix[byColumn ? k : i, byColumn ? i : k] = type.Read(line.AsSpan(k * type.Bytes, type.Bytes));
                }
            }

            return stream.ReadByte() < 0 ? matrix : throw new InvalidDataException($"goes on after the {rows} x {columns} numbers that its header says");
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("ends before all its numbers are there", exception);
        }
    }

    private static string ReadHeader(Stream stream)
    {
        var start = new byte[8];
        stream.ReadExactly(start);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw new InvalidDataException("is no .npy file: it does not begin with \\x93NUMPY");
        }

        if (start[6] is not (1 or 2))
        {
            throw new InvalidDataException($"is of version {start[6]}.{start[7]} of the .npy format; allowed: 1.0, 2.0");
        }

        var length = new byte[sizeof(uint)];
        stream.ReadExactly(length, 0, start[6] == 1 ? sizeof(ushort) : sizeof(uint));
        var count = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (count > 1 << 20)
        {
            throw new InvalidDataException($"has a header of {count} bytes, which no plain array has");
        }

        var header = new byte[count];
        stream.ReadExactly(header);
        return Encoding.Latin1.GetString(header);
    }

    private static (int Bytes, Func<ReadOnlySpan<byte>, double> Read) TypeOf(string header)
    {
        var match = Description().Match(header);
        return match.Success && Types.TryGetValue(match.Groups[1].Value, out var type)
            ? type
            : throw new InvalidDataException(
                $"holds values of type {(match.Success ? match.Groups[1].Value : "other than plain numbers")}; allowed: {string.Join(", ", Types.Keys)} (in numpy: .astype('<f8'))");
    }

    private static (int Rows, int Columns) ShapeOf(string header)
    {
        var match = Shape().Match(header);
        var text = match.Success ? match.Groups[1].Value : "unknown";
        var sizes = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.TryParse(size, out var number) ? number : -1).ToArray();
        if (sizes is not { Length: 1 or 2 } || sizes.Any(size => size is < 1 or > int.MaxValue))
        {
            throw new InvalidDataException($"has the shape ({text}); allowed: one or two dimensions, none of them empty (in numpy: .reshape(len(x), -1))");
        }

        var columns = sizes.Length == 2 ? sizes[1] : 1;
        return sizes[0] * columns <= MostNumbers
            ? ((int)sizes[0], (int)columns)
            : throw new InvalidDataException($"has the shape ({text}); at most {MostNumbers} numbers are allowed");
    }

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex Description();

    [GeneratedRegex(@"'fortran_order':\s*True")]
    private static partial Regex FortranOrder();

    [GeneratedRegex(@"'shape':\s*\(([^)]*)\)")]
    private static partial Regex Shape();
}
