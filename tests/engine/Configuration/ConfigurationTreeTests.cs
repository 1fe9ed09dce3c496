using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

public sealed class ConfigurationTreeTests
{
    [Fact]
    public void CommentsAndTrailingCommasAreAllowed()
    {
        var tree = Trees.Parse(
            """
            {
              // the seed
              "Seed": 3, /* of all */
              "List": [1, 2,],
            }
            """);

        Assert.Equal(3, (int)tree.Root["Seed"]!);
        Assert.Equal(2, tree.Root["List"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("\\ud83d", "\\ud83d")]
    [InlineData("\\ud83d\\ude00\\udc00", "\\udc00")]
    [InlineData("\\\\\\ud83dx", "\\ud83d")]
    public void HalfOfASurrogatePairIsCalledThat(string text, string half)
    {
        var message = Assert.Throws<ConfigurationException>(() => Trees.Parse($"{{\n\"a\": 1,\n\"b\": \"{text}\" }}")).Message;

        Assert.Contains("line 3", message);
        Assert.Contains($"{half}, half of a surrogate pair", message);
    }

    [Fact]
    public void APairAndWhatOnlyLooksLikeAHalfAreText()
        => Assert.Equal("😀\\ud83d", (string)Trees.Parse("""{ "a": "\ud83d\ude00\\ud83d" }""").Root["a"]!);

    [Fact]
    public void TheOriginIsTheLineOfAValueOrOfTheNearestGroupAroundIt()
    {
        var tree = Trees.Parse("{\n// ü\n\"a\": {\n\"b:c\": [1,\n{ \"d\":\n2 }]\n},\n\"e\": 3 }");

        Assert.Equal([1, 3, 4, 4, 5, 5, 3, 8], new[] { "x", "a", "a:b:c", "A:B:C:0", "a:b:c:1", "a:b:c:1:d", "a:x:y", "e" }.Select(path => int.Parse(tree.OriginOf(path).Split("line ")[1])));
    }

    [Fact]
    public void KeysAreFoundWhateverTheirCase() => Assert.Equal(3, (int)Trees.Parse("""{ "Outer": { "Inner": 3 } }""").Root["OUTER"]!["inner"]!);

    [Theory]
    [InlineData("""{ "Seed": 1, "Seed": 2 }""")]
    [InlineData("""{ "Seed": 1, "seed": 2 }""")]
    [InlineData("""{ "Outer": { "Seed": 1, "SEED": 2 } }""")]
    [InlineData("""{ "List": [{ "Seed": 1, "SEED": 2 }] }""")]
    public void AKeyWrittenTwiceIsRefused(string json)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Trees.Parse(json));

        Assert.Contains(Trees.FileName, exception.Message);
        Assert.Contains("seed", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("""{ "Seed": 1""")]
    [InlineData("""{ Seed: 1 }""")]
    public void WhatIsNoJsonObjectIsRefusedWithTheFile(string json)
        => Assert.Contains(Trees.FileName, Assert.Throws<ConfigurationException>(() => Trees.Parse(json)).Message);

    [Fact]
    public void AMissingFileIsRefusedWithItsPath()
    {
        using var folder = new TempFolder();
        var missing = folder.File("missing.json");

        Assert.Contains(missing, Assert.Throws<ConfigurationException>(() => new ConfigurationFile(missing).Load()).Message);
    }
}
