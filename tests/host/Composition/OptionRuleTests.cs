using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Host.Tests;

public sealed class OptionRuleTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    public void AValueOutOfRangeIsRefused(string value)
    {
        var problem = Binding.ProblemOf<BinderOptions>($$"""{ "Width": {{value}} }""");

        Assert.StartsWith($"Part:Width: is {value}; ", problem);
        Assert.Contains("1 to 100", problem);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void TheEndsOfARangeAreInIt(int value) => Assert.Equal(value, Binding.Of<BinderOptions>($$"""{ "Width": {{value}} }""").Width);

    [Fact]
    public void ARangeWithoutEndIsSaidAsOne() => Assert.Contains("at least 0 ", Binding.ProblemOf<BinderOptions>("""{ "Rate": -1 }"""));

    [Fact]
    public void RulesHoldInNestedGroupsAndInListsOfGroups()
    {
        var problems = Binding.ProblemsOf<BinderOptions>(
            """{ "First": { "Length": 0 }, "Stages": [{ "Length": 5 }, { "Length": 51 }], "Named": { "a": { "Length": -1 } } }""");

        Assert.Equal(["Part:First:Length", "Part:Stages:1:Length", "Part:Named:a:Length"], problems.Select(PathOf));
        Assert.All(problems, problem => Assert.Contains("1 to 50", problem));
    }

    [Fact]
    public void AMissingValueIsSaidToBeMissing()
    {
        foreach (var json in new[] { "{}", """{ "Name": null }""" })
        {
            var problem = Binding.ProblemOf<OptionsWithoutDefault>(json);
            Assert.StartsWith("Part:Name: missing", problem);
        }
    }

    [Fact]
    public void EverythingWrongIsReportedTogether()
    {
        var problems = Binding.ProblemsOf<BinderOptions>("""{ "Width": 0, "Rate": "fast", "Scale": "none", "Stages": [{ "Lenght": 1 }], "Wdith": 3 }""");

        Assert.Equal(
            ["Part:Rate", "Part:Scale", "Part:Stages:0:Lenght", "Part:Wdith", "Part:Width"],
            problems.Select(PathOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnUnknownKeyComesWithTheNearestName()
    {
        var problem = Binding.ProblemOf<BinderOptions>("""{ "Wdith": 3 }""");

        Assert.StartsWith("Part:Wdith: ", problem);
        Assert.Contains("Verbose", problem);
        Assert.Contains("did you mean 'Width'?", problem);
    }

    // The default is not what the person wrote: a second message about it would only mislead.
    [Fact]
    public void AValueOfTheWrongTypeIsNotCheckedAgainstItsRangeToo()
        => Assert.Contains("\"many\"", Binding.ProblemOf<OptionsWithBadDefault>("""{ "Count": "many" }"""));

    private static string PathOf(string problem) => problem[..problem.IndexOf(": ", StringComparison.Ordinal)];

    private sealed class OptionsWithoutDefault
    {
        [Required]
        public string? Name { get; init; }
    }

    private sealed class OptionsWithBadDefault
    {
        [Range(1, 10)]
        public int Count { get; init; }
    }
}
