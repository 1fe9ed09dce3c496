using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("Wdith", "Width")]
    [InlineData("width", "Width")]
    [InlineData("Widt", "Width")]
    [InlineData("Depths", "Depth")]
    [InlineData("kernal-rigde-regresion", "kernel-ridge-regression")]
    public void IsTheOneWithTheFewestEdits(string typed, string meant)
        => Assert.Equal(meant, NearestName.Find(typed, ["Depth", "Width", "kernel-ridge-regression"]));

    [Theory]
    [InlineData("Temperature")]
    [InlineData("")]
    public void IsNoneWhenNothingIsNear(string typed) => Assert.Null(NearestName.Find(typed, ["Depth", "Width"]));

    [Fact]
    public void IsOrElseTheOnlyOneThatBeginsLikeIt()
    {
        Assert.Equal("Information", NearestName.Find("Info", ["Warning", "Information"]));
        Assert.Null(NearestName.Find("pop", ["population-loss", "population-error"]));
    }

    [Fact]
    public void AHintListsWhatIsAllowed()
    {
        Assert.Equal("allowed: Depth, Width; did you mean 'Depth'?", NearestName.Hint("Dept", ["Depth", "Width"]));
        Assert.Equal("allowed: Depth, Width", NearestName.Hint("Temperature", ["Depth", "Width"]));
    }

    [Fact]
    public void AHintSaysWhenNothingIsAllowed() => Assert.DoesNotContain("allowed", NearestName.Hint("Dept", []));
}
