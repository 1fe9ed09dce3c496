using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Tests;

/// <summary>Texts of users where terminals, SVG and HTML must take them.</summary>
public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain, 한국어 and 😀", "plain, 한국어 and 😀")]
    [InlineData("red \u001b[31m", "red ␛[31m")]
    [InlineData("a\0b\u0085c\u007f", "a␀b\uFFFDc\uFFFD")]
    [InlineData("two\nlines\tand", "two lines and")]
    public void NothingControlsADevice(string text, string line) => Assert.Equal(line, Printable.Line(text));

    [Fact]
    public void LinesAreKeptWhereThereMayBeSeveral() => Assert.Equal("two\nlines␇", Printable.Text("two\nlines\a"));

    [Fact]
    public void HalfOfAPairIsNoCharacter() => Assert.Equal("half \uFFFD", Printable.Line("half " + '\ud83d'));

    [Theory]
    [InlineData("한국어 é 😀 <b> 'x'", "\"한국어 é 😀 <b> 'x'\"")]
    [InlineData("\u001b\"\\ud83d", "\"\\u001B\\\"\\\\ud83d\"")]
    public void JsonShowsWhatWasWritten(string text, string json) => Assert.Equal(json, JsonText.Of(JsonValue.Create(text)));
}
