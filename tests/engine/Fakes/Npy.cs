using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BeyondNtk.Engine.Tests;

/// <summary>Reads a .npy file by its published format, version 1.0, independently of what wrote it.</summary>
internal sealed partial class Npy
{
    private Npy(byte[] bytes)
    {
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        DataOffset = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Header = Encoding.ASCII.GetString(bytes[10..DataOffset]);
        var shape = Shape().Match(Header);
        Rows = int.Parse(shape.Groups[1].Value, CultureInfo.InvariantCulture);
        Columns = int.Parse(shape.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.Equal(DataOffset + (8 * Rows * Columns), bytes.Length);
        Values = [.. Enumerable.Range(0, Rows * Columns).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(DataOffset + (8 * i))))];
    }

    public int DataOffset { get; }

    public string Header { get; }

    public int Rows { get; }

    public int Columns { get; }

    public double[] Values { get; }

    public static Npy Read(string path) => new(File.ReadAllBytes(path));

    [GeneratedRegex(@"^\{'descr': '<f8', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$")]
    private static partial Regex Shape();
}
