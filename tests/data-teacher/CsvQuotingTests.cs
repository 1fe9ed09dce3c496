using System.Globalization;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher.Tests;

/// <summary>Quotes, line ends and byte order marks as pandas, R and Excel write them.</summary>
[Collection(nameof(OneAfterTheOther))]
public sealed class CsvQuotingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"x\",\"y\"\n\"1\",\"2\"\n\"3\",\"4\"\n", "y")]
    [InlineData("x,y\r\n1,2\r\n3,4", "y")]
    [InlineData("x,y\r1,2\r3,4\r", "y")]
    [InlineData("\uFEFFy,x\n2,1\n4,3\n", "y")]
    [InlineData("\uFEFF\"y\",\"x\"\r\n2,1\r\n4,3\r\n", "y")]
    [InlineData("\"x, left\",\"y, right\"\n1,2\n3,4\n", "y, right")]
    [InlineData("x,\"the \"\"y\"\"\"\n1,2\n3,4\n", "the \"y\"")]
    [InlineData("x,\"\"\"y\"\"\"\n1,2\n3,4\n", "\"y\"")]
    [InlineData("x,\ty \u00A0\n1,2\n\u00A03 ,4\n", "y")]
    [InlineData("x,\"y\nin metres\"\n1,2\n3,4\n", "y\nin metres")]
    [InlineData("\"x\r\nin feet\",\"y\r\nin metres\"\r\n1,2\r\n3,4\r\n", "y\r\nin metres")]
    [InlineData(" \"x\" , \" y\" \n 1 , \"2\" \n\t3\t,\" 4\"\n", " y")]
    public void AQuotedFieldIsWhatItsQuotesHold(string table, string label)
    {
        var training = Create(table, label).Training;

        Assert.Equal([1.0, 3], training.Inputs.Column(0));
        Assert.Equal([2.0, 4], training.Labels.Column(0));
    }

    [Fact]
    public void AFileOfQuotedNumbersAloneHasNoHeader()
    {
        var inputs = _folder.Write("inputs.csv", "\"1\",\"2\"\n\"3\",\"4\"\n");
        var labels = _folder.Write("labels.npy", Matrix<double>.Build.Dense(2, 1));

        Assert.Equal([1.0, 3], new DataSetTeacher(new DataSetTeacherOptions { Inputs = inputs, Labels = labels, Shuffle = false }, new RandomStream(1)).Training.Inputs.Column(0));
    }

    [Fact]
    public void ValuesKeepTheirBits()
    {
        string[] texts =
        [
            "0.1", "-0", "1e23", "9007199254740993", "5e-324", "2.2250738585072011e-308", "1.7976931348623157e308", "2.0409191213851825", "+.5", "7.",
            "0.500000000000000166533453693773481063544750213623046875", "123456789012345678901234567890", "1E-5", "8.442911973260991817129021e-309",
        ];
        var random = new RandomStream(5);
        texts = [.. texts, .. Enumerable.Range(0, 1000).Select(_ => BitConverter.Int64BitsToDouble(random.Next(int.MaxValue) * 2147483647L + random.Next(int.MaxValue)))
            .Where(double.IsFinite).Select(value => value.ToString(CultureInfo.InvariantCulture))];

        var read = Create("x,y\n" + string.Concat(texts.Select(text => $"{text},\"{text}\"\n")), "y").Training;

        var expected = texts.Select(text => BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(expected, read.Inputs.Column(0).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(expected, read.Labels.Column(0).Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData("\"x\nmore\",y\n\n1,2\n3,four\n", "line 5, column 2 is 'four'")]
    [InlineData("\"x\r\nmore\",\"y\r\"\r\n1,2\r\n3\r\n", "line 5 has 1 field; the first line has 2")]
    [InlineData("\"x\nmore\",\"x\nmore\"\n1,2\n", "line 1 names 2 columns 'x\\nmore'")]
    [InlineData("\"x\nmore\",z\n1,2\n", "has no column 'y'; its columns: x\\nmore, z")]
    [InlineData("x,y\n1,2\n\"3,4\n5,6\n", "line 3 has a quote that is not closed")]
    [InlineData("x,\"y\n1,2\n", "line 1 has a quote that is not closed")]
    [InlineData("\"x\",\"y\"\n\"1\",\"2\"\n\"3\",\"4\n\"5\",\"6\"\n", "line 3 has a quote that is not closed")]
    [InlineData("x,y\n1,\"1\"2\n", "line 2 has a quote that is not closed, or that is within a field")]
    [InlineData("x 5\",y\n1,2\n", "line 1 has a quote")]
    [InlineData("x,y\n1,\"\"\n", "line 2, column 2 is empty")]
    [InlineData("x,y\n1,\"1,234.5\"\n", "line 2, column 2 is '1,234.5'; allowed: a finite number, without separators of thousands: 1234.5")]
    [InlineData("x,y\n1,\"1,5\"\n", "line 2, column 2 is '1,5'; allowed: a finite number, with '.' as its decimal point: 1.5")]
    [InlineData("x,y\n1,\"1,234\"\n", "line 2, column 2 is '1,234'; allowed: a finite number, with '.' as its decimal point and no separators of thousands")]
    [InlineData("sep=;\nx;y\n1;2\n", "line 1 is 'sep=;', by which spreadsheets name their separator; leave it out, and separate fields by commas")]
    [InlineData("x;y\n1,5;2,5\n", "line 2 has 3 fields; the first line has 1; fields are separated by commas alone")]
    [InlineData("x\ty\n1\t2\n", "line 2, column 1 is '1\t2'; allowed: a finite number; fields are separated by commas alone")]
    [InlineData("\"0\",\"1\"\n1,2\n", "line 1 is 0,1, which may be numbers of columns or a row; set Header")]
    [InlineData("\"2020\",\"2021\"\n\n1,2\n", "line 1 has its numbers in quotes, and line 3 has not; if line 1 names the columns, set Header to true")]
    public void AWrongTableIsRefusedWithThePlace(string table, string says)
        => Assert.Contains(says, Refusal(table), StringComparison.Ordinal);

    [Fact]
    public void AnOpenQuoteInALargeFileIsRefusedToo()
        => Assert.Contains("line 2 begins a row that is too long to read; a quote may not be closed", Refusal("x,y\n\"1,2\n" + new string('\n', 1 << 24)), StringComparison.Ordinal);

    private string Refusal(string table) => Assert.Throws<CompositionException>(() => Create(table, "y")).Message;

    private DataSetTeacher Create(string table, string label)
        => new(new DataSetTeacherOptions { Inputs = _folder.Write("table.csv", table), LabelColumns = [label], Shuffle = false }, new RandomStream(1));
}
