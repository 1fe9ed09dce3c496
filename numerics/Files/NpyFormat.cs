using System.Buffers.Binary;
using System.Globalization;
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

    // By kind and size, in the byte order of this format's default.
    private static readonly Dictionary<string, (int Bytes, Func<ReadOnlySpan<byte>, double> Read)> Types = new()
    {
        ["f8"] = (8, BinaryPrimitives.ReadDoubleLittleEndian),
        ["f4"] = (4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        ["f2"] = (2, bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ["i8"] = (8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ["i4"] = (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ["i2"] = (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ["i1"] = (1, bytes => (sbyte)bytes[0]),
        ["u8"] = (8, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        ["u4"] = (4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        ["u2"] = (2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        ["u1"] = (1, bytes => bytes[0]),
        ["b1"] = (1, bytes => bytes[0]),
    };

    // What else numpy saves, by the letter of its kind, and what to do about it there.
    private static readonly Dictionary<char, string> Others = new()
    {
        ['c'] = "complex numbers; allowed: real ones (in numpy: .real)",
        ['f'] = "floating-point numbers of a size that other machines do not have; allowed: f2, f4, f8 (in numpy: .astype('f8'))",
        ['O'] = "Python objects; allowed: numbers (in numpy: .astype('f8'), if each is one)",
        ['S'] = "texts; allowed: numbers (in numpy: .astype('f8'), if each is one)",
        ['U'] = "texts; allowed: numbers (in numpy: .astype('f8'), if each is one)",
        ['M'] = "dates; allowed: numbers (in numpy: .astype('i8').astype('f8'))",
        ['m'] = "durations; allowed: numbers (in numpy: .astype('i8').astype('f8'))",
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

    /// <summary>
    /// Reads a matrix, version 1.0 to 3.0, in C or Fortran order and of either byte order; an array of one dimension is one column. Whole numbers
    /// beyond 2^53 become the nearest double, as numpy's astype does it.
    /// </summary>
    /// <param name="stream">The file, to its end.</param>
    /// <exception cref="InvalidDataException">It does not hold such an array; the message says what it holds and what is allowed.</exception>
    public static Matrix<double> Read(Stream stream)
    {
        try
        {
            var header = ReadHeader(stream);
            var (type, isSwapped) = TypeOf(header);
            var (rows, columns) = ShapeOf(header);
            var byColumn = FortranOrder().IsMatch(header);
            var matrix = Matrix<double>.Build.Dense(rows, columns);
            var line = new byte[(byColumn ? rows : columns) * type.Bytes];
            for (var i = 0; i < (byColumn ? columns : rows); i++)
            {
                stream.ReadExactly(line);
                if (isSwapped)
                {
                    Swap(line, type.Bytes);
                }

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

        if (start[6] is not (1 or 2 or 3))
        {
            throw new InvalidDataException($"is of version {start[6]}.{start[7]} of the .npy format; allowed: 1.0, 2.0, 3.0");
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
        return (start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header);
    }

    // Of the byte order that the machine does not have, '<' being little, '>' big, '=' or none that of the machine, and '|' none.
    private static ((int Bytes, Func<ReadOnlySpan<byte>, double> Read) Type, bool IsSwapped) TypeOf(string header)
    {
        if (Description().Match(header) is not { Success: true } match)
        {
            throw new InvalidDataException("holds records, or has a header without the type of its values; allowed: plain numbers (in numpy: a single field, x['name'])");
        }

        var name = match.Groups["type"].Value;
        var order = match.Groups["order"].Value;
        if (Types.TryGetValue(name, out var type))
        {
            return (type, order == ">" || (order is "=" or "" && !BitConverter.IsLittleEndian));
        }

        var what = name.Length > 0 && Others.TryGetValue(name[0], out var other) ? other : $"values that are no plain numbers; allowed: {string.Join(", ", Types.Keys)}";
        throw new InvalidDataException($"holds values of type {order}{name}, which are {what}");
    }

    private static void Swap(Span<byte> numbers, int bytes)
    {
        for (var at = 0; at < numbers.Length; at += bytes)
        {
            numbers.Slice(at, bytes).Reverse();
        }
    }

    private static (int Rows, int Columns) ShapeOf(string header)
    {
        var match = Shape().Match(header);
        var text = match.Success ? match.Groups[1].Value : "unknown";
        var sizes = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.TryParse(size.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (sizes is not { Length: 1 or 2 } || sizes.Any(size => size is < 1 or > int.MaxValue))
        {
            throw new InvalidDataException($"has the shape ({text}); allowed: one or two dimensions, none of them empty (in numpy: .reshape(len(x), -1))");
        }

        var columns = sizes.Length == 2 ? sizes[1] : 1;
        return sizes[0] * columns <= MostNumbers
            ? ((int)sizes[0], (int)columns)
            : throw new InvalidDataException($"has the shape ({text}); at most {MostNumbers} numbers are allowed");
    }

    // As Python reads them: either quotes, any blanks, keys in any order.
    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<order>[<>=|]?)(?<type>[^'"]*)['"]""")]
    private static partial Regex Description();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*True""")]
    private static partial Regex FortranOrder();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex Shape();
}
