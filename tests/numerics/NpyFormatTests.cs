using System.Buffers.Binary;
using System.Text;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Reading .npy files, from bytes put together by the published format.</summary>
public sealed class NpyFormatTests
{
    private static readonly Matrix<double> Small = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 2.5, -3 }, { 0.5, 8, -0.25 } });

    [Fact]
    public void WhatIsWrittenReadsBackToTheSameBits()
    {
        var matrix = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0 / 3, double.MaxValue }, { -0.0, double.Epsilon }, { double.NaN, double.NegativeInfinity } });
        using var stream = new MemoryStream();
        NpyFormat.Write(stream, matrix);
        stream.Position = 0;

        Assert.Equal(matrix.ToColumnMajorArray().Select(BitConverter.DoubleToInt64Bits), NpyFormat.Read(stream).ToColumnMajorArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void BothOrdersAndVersionsAreRead(int version, bool fortran)
    {
        var values = (fortran ? Small.ToColumnMajorArray() : Small.ToRowMajorArray()).SelectMany(value => BitConverter.GetBytes((float)value));

        Assert.Equal(Small, Read(version, $"{{'descr': '<f4', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': (2, 3), }}", [.. values]));
    }

    [Theory]
    [InlineData("|u1", new byte[] { 200, 1 }, 200, 1)]
    [InlineData("|i1", new byte[] { 200, 1 }, -56, 1)]
    [InlineData("<i2", new byte[] { 255, 255, 0, 1 }, -1, 256)]
    [InlineData("<u2", new byte[] { 255, 255, 0, 1 }, 65535, 256)]
    [InlineData("<i4", new byte[] { 254, 255, 255, 255, 0, 0, 1, 0 }, -2, 65536)]
    [InlineData(">i4", new byte[] { 255, 255, 255, 254, 0, 1, 0, 0 }, -2, 65536)]
    [InlineData(">f4", new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0 }, 1, -2)]
    [InlineData("<u1", new byte[] { 200, 1 }, 200, 1)]
    [InlineData("b1", new byte[] { 0, 1 }, 0, 1)]
    public void OneDimensionIsOneColumnAndIntegersAreNumbers(string type, byte[] data, double first, double second)
        => Assert.Equal(Matrix<double>.Build.Dense(2, 1, [first, second]), Read(1, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", data));

    // What numpy's own reader takes: the literals of Python, whoever wrote them.
    [Theory]
    [InlineData("{'shape': (1L, 2L), 'fortran_order': False, 'descr': '=f8'}")]
    [InlineData("{\"descr\": \"<f8\",\"fortran_order\":False,\"shape\":(1,2)}   ")]
    [InlineData("{ 'descr' : 'f8' , 'fortran_order' : False , 'shape' : ( 1 , 2 , ) , }")]
    public void EveryHeaderThatPythonReadsIsRead(string header)
        => Assert.Equal(Matrix<double>.Build.Dense(1, 2, [1, -2]), Read(1, header, [.. new[] { 1.0, -2 }.SelectMany(BitConverter.GetBytes)]));

    [Theory]
    [InlineData("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }", 16, "values of type <c16, which are complex numbers; allowed: real ones (in numpy: .real)")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8, "which are Python objects")]
    [InlineData("{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }", 12, "which are texts")]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }", 8, "which are dates")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (1,), }", 16, "of a size that other machines do not have")]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", 16, "holds records")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 2), }", 16, "the shape (1, 1, 2); allowed: one or two dimensions")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 8, "the shape ()")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 2), }", 0, "none of them empty")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000), }", 0, "at most")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }", 15, "ends before")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }", 17, "goes on after the 1 x 2")]
    public void WhatIsNoSuchMatrixIsRefusedWithWords(string header, int bytes, string says)
        => Assert.Contains(says, Assert.Throws<InvalidDataException>(() => Read(1, header, new byte[bytes])).Message, StringComparison.Ordinal);

    [Fact]
    public void OtherFilesAreRefused()
    {
        Assert.Contains("no .npy file", Assert.Throws<InvalidDataException>(() => NpyFormat.Read(new MemoryStream("PK, a zip archive"u8.ToArray()))).Message, StringComparison.Ordinal);
        Assert.Contains("version 4.0", Assert.Throws<InvalidDataException>(() => Read(4, "", [])).Message, StringComparison.Ordinal);
    }

    private static Matrix<double> Read(int version, string header, byte[] data)
    {
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)header.Length);
        }

        return NpyFormat.Read(new MemoryStream([0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data]));
    }
}
