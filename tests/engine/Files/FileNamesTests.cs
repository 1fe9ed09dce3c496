using System.Text;
using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Tests;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("population loss times d", "population-loss-times-d")]
    [InlineData("λ loss", "λ-loss")]
    public void AreReadable(string text, string name) => Assert.Equal(name, FileNames.For([text, "another"])[text]);

    [Theory]
    [InlineData("loss-1", "loss 1")]
    [InlineData("Loss", "loss")]
    [InlineData("😀", "🙂")]
    public void AreDistinctWhereTheTextsAreAlsoWhereCaseIsNone(params string[] texts)
        => Assert.Equal(texts.Length, FileNames.For(texts).Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void ATextHasTheNameThatItHadInOtherCompany()
        => Assert.Equal(FileNames.For(["a 1", "a-1"])["a 1"], FileNames.For(["b", "a-1", "c", "a 1"])["a 1"]);

    [Fact]
    public void FitIntoWhatFileSystemsTake()
    {
        string[] texts = [new('학', 200), new('학', 201)];
        var names = FileNames.For(texts);

        Assert.NotEqual(names[texts[0]], names[texts[1]]);
        Assert.All(names.Values, name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 150));
    }
}
