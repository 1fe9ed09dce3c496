using BeyondNtk.Host.Display;
using Spectre.Console;

namespace BeyondNtk.Host.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Learners:lion:Optimizer:StepSize")]
    [InlineData(":a:lion:snake:")]
    [InlineData("[red]:lion:[/]")]
    public void ALabelIsShownAsItIs(string text)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });

        console.Markup(PlainText.Escape(text));

        Assert.Equal(text, writer.ToString());
    }

    // Or there would be nothing to take apart.
    [Fact]
    public void SuchALabelWouldBeAPicture() => Assert.NotEqual("Learners:lion:Optimizer", Emoji.Replace("Learners:lion:Optimizer"));
}
