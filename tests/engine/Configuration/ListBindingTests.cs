namespace BeyondNtk.Engine.Tests;

public sealed class ListBindingTests
{
    [Fact]
    public void AListReplacesTheDefault() => Assert.Equal([32], Binding.Bind<BinderOptions>("""{ "Widths": [32] }""").Widths);

    [Fact]
    public void AnEmptyListStaysEmpty() => Assert.Empty(Binding.Bind<BinderOptions>("""{ "Widths": [] }""").Widths);

    [Fact]
    public void AListThatIsNotMentionedKeepsTheDefault() => Assert.Equal([64, 128, 256], Binding.Bind<BinderOptions>("{}").Widths);

    [Fact]
    public void ListsMayBeReadOnlyOrArrays()
    {
        var options = Binding.Bind<BinderOptions>("""{ "Words": ["a", "b"], "Rates": [1, 2.5] }""");

        Assert.Equal(["a", "b"], options.Words);
        Assert.Equal([1, 2.5], options.Rates);
    }

    [Fact]
    public void GroupsInAListHaveTheirOwnDefaults()
    {
        var stages = Binding.Bind<BinderOptions>("""{ "Stages": [{ "Length": 9 }, { "Rate": 2 }] }""").Stages;

        Assert.Equal([9, 3], stages.Select(stage => stage.Length));
        Assert.Equal([0.25, 2], stages.Select(stage => stage.Rate));
    }

    [Fact]
    public void TooShortAListIsRefused()
    {
        var problem = Binding.ProblemOf<BinderOptions>("""{ "Stages": [] }""");

        Assert.StartsWith("Part:Stages: ", problem);
        Assert.Contains("at least 1 entry", problem);
    }

    [Fact]
    public void AWrongEntryIsNamedByItsPlace()
    {
        var problem = Binding.ProblemOf<BinderOptions>("""{ "Widths": [1, "two", 3] }""");

        Assert.StartsWith("Part:Widths:1: ", problem);
        Assert.Contains("\"two\"", problem);
        Assert.Contains("whole number", problem);
    }

    [Theory]
    [InlineData("Widths")]
    [InlineData("Words")]
    [InlineData("Stages")]
    public void AnEntryThatIsNullIsRefused(string list)
    {
        var problem = Binding.ProblemOf<BinderOptions>($$"""{ "{{list}}": [null] }""");

        Assert.StartsWith($"Part:{list}:0: is null", problem);
    }

    [Fact]
    public void ASingleValueIsNoList()
    {
        var problem = Binding.ProblemOf<BinderOptions>("""{ "Stages": 3 }""");

        Assert.StartsWith("Part:Stages: is 3", problem);
        Assert.Contains("list", problem);
    }
}
