using System.Globalization;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

public sealed class MetricsFileTests
{
    [Fact]
    public void HasAHeaderAndARowForEachMetric()
    {
        var rows = Saved(new Measurement("student", 3, 1.5, "loss", new Metric("population", 0.25)));

        Assert.Equal([["learner", "step", "seconds", "evaluator", "metric", "value"], ["student", "3", "1.500000", "loss", "population", "0.25"]], rows);
    }

    [Theory]
    [InlineData(1.0 / 3)]
    [InlineData(0.1 + 0.2)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(-1e-300)]
    [InlineData(123456789012345678)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void ANumberReadsBackToTheSameBits(double value)
    {
        var text = Saved(new Measurement("student", 1, 0, "loss", new Metric("m", value)))[1][5];

        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));
    }

    // A reader such as pandas takes an empty value for none.
    [Fact]
    public void WhatIsUndefinedIsAnEmptyValueAndIsNotReadBack()
    {
        using var folder = new TempFolder();
        var run = new RunFolder(folder.File("run"));
        MetricsFile.Save(run.Metrics, [new Measurement("student", 1, 0, "angle", Metric.Undefined("a")), new Measurement("student", 2, 0, "angle", new Metric("a", 3))]);

        Assert.Equal("student,1,0.000000,angle,a,", File.ReadAllLines(run.Metrics)[1]);
        Assert.Equal([(2, 3.0)], MetricsFile.Load(run).Select(row => (row.Step, row.Value)));
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("say \"so\"")]
    [InlineData("two\nlines")]
    [InlineData("\"")]
    [InlineData("plain text")]
    public void TextSurvivesWhateverIsInIt(string text)
    {
        var row = Saved(new Measurement(text, 1, 0, text, new Metric(text, 1)))[1];

        Assert.Equal([text, "1", "0.000000", text, text, "1"], row);
    }

    [Fact]
    public void AStandardErrorHasARowOfItsOwn()
    {
        var rows = Saved(
            new Measurement("student", 1, 0, "loss", new Metric("sampled", 2) { StandardError = 0.5 }),
            new Measurement("student", 1, 0, "loss", new Metric("exact", 3)));

        Assert.Equal(["sampled 2", "sampled-standard-error 0.5", "exact 3"], rows.Skip(1).Select(row => $"{row[4]} {row[5]}"));
    }

    // The invariant globalization of the host knows no other culture by name, but a thread may still be given one.
    [Fact]
    public void TheCultureOfTheThreadDoesNotMatter()
    {
        var before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        foreign.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal(["student", "1", "0.500000", "loss", "m", "-2.5"], Saved(new Measurement("student", 1, 0.5, "loss", new Metric("m", -2.5)))[1]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IReadOnlyList<string[]> Saved(params Measurement[] measurements)
    {
        using var folder = new TempFolder();
        var path = folder.File("metrics.csv");
        MetricsFile.Save(path, measurements);
        return Csv.Rows(File.ReadAllText(path));
    }
}
