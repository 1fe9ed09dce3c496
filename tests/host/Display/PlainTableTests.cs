using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Tests;

public sealed class PlainTableTests
{
    [Theory]
    [InlineData("Learners:lion:Optimizer:StepSize")]
    [InlineData(":a:lion:snake:")]
    [InlineData("[red]:lion:[/]")]
    public void ATextIsShownAsItIs(string text)
    {
        using var output = new StringWriter();
        var table = new PlainTable("[a] title").AddColumns(text).AddNumbers("[n]");
        table.AddRow(text + "!", new Cell(text + "?", Styles.Bad));

        table.Write(Terminal.Plain(output, TextWriter.Null).Console);

        Assert.All(new[] { "[a] title", text + " ", "[n]", text + "!", text + "?" }, shown => Assert.Contains(shown, output.ToString(), StringComparison.Ordinal));
    }

    // A long table is written in parts, of which nothing is to be seen.
    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(3333)]
    public void ALongTableIsOneTable(int rows)
    {
        using var output = new StringWriter();
        var table = new PlainTable("title").AddColumns("name").AddNumbers("n");
        foreach (var row in Enumerable.Range(1, rows))
        {
            table.AddRow(row == 7 ? "the longest of all" : "short", $"{row}");
        }

        table.Write(Terminal.Plain(output, TextWriter.Null).Console);

        var lines = output.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd()).ToArray();
        Assert.Equal("title", lines[0].Trim());
        Assert.Equal([lines[1], lines[2], lines[3], lines[^1]], lines.Where((line, index) => index > 0 && !line.Contains("short", StringComparison.Ordinal) && index != 10));
        Assert.Single(lines[1..].Select(line => line.Length).Distinct());
        Assert.Equal(Enumerable.Range(1, rows), lines[4..^1].Select(line => int.Parse(line.Split('│')[2], System.Globalization.CultureInfo.InvariantCulture)));
    }

    // Or there would be nothing to keep from happening.
    [Fact]
    public void SuchALabelWouldBeAPicture() => Assert.NotEqual("Learners:lion:Optimizer", Emoji.Replace("Learners:lion:Optimizer"));
}
