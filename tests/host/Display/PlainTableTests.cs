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

    // Or there would be nothing to keep from happening.
    [Fact]
    public void SuchALabelWouldBeAPicture() => Assert.NotEqual("Learners:lion:Optimizer", Emoji.Replace("Learners:lion:Optimizer"));
}
