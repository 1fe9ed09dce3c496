using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration.Schemas;

namespace BeyondNtk.Engine.Tests;

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
    public void TheEndsOfARangeAreInIt(int value) => Assert.Equal(value, Binding.Bind<BinderOptions>($$"""{ "Width": {{value}} }""").Width);

    [Fact]
    public void ARangeWithoutEndIsSaidAsOne() => Assert.Contains("at least 0 ", Binding.ProblemOf<BinderOptions>("""{ "Rate": -1 }"""));

    [Theory]
    [InlineData("Angle", "4", "more than 0 and less than 3.5")]
    [InlineData("Rate", "0", "more than 0")]
    [InlineData("Share", "1", "0 to less than 1")]
    [InlineData("Charge", "1", "at most 0")]
    [InlineData("Radius", "3", "1 to 2.5")]
    public void ARangeIsSaidWithTheEndsThatAreInIt(string option, string value, string allowed)
        => Assert.EndsWith($"is {value}; allowed: {allowed} (test)", Binding.ProblemOf<OptionsWithEnds>($$"""{ "{{option}}": {{value}} }"""));

    [Fact]
    public void TheSchemaHasTheSameEnds()
    {
        var properties = OptionsSchema.Create(typeof(OptionsWithEnds), "", expressions: false)["properties"]!.AsObject();

        Assert.Equal("""{"exclusiveMinimum":0,"exclusiveMaximum":3.5}""", Bounds("Angle"));
        Assert.Equal("""{"exclusiveMinimum":0}""", Bounds("Rate"));
        Assert.Equal("""{"minimum":0,"exclusiveMaximum":1}""", Bounds("Share"));
        Assert.Equal("""{"maximum":0}""", Bounds("Charge"));
        Assert.Equal("""{"minimum":1,"maximum":2.5}""", Bounds("Radius"));

        string Bounds(string option)
            => new JsonObject(properties[option]!.AsObject().Where(entry => entry.Key.EndsWith("imum", StringComparison.Ordinal)).Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, entry.Value!.DeepClone()))).ToJsonString();
    }

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

    private sealed class OptionsWithEnds
    {
        [Range(0.0, 3.5, MinimumIsExclusive = true, MaximumIsExclusive = true)]
        public double Angle { get; init; } = 1;

        [Range(0, double.MaxValue, MinimumIsExclusive = true)]
        public double Rate { get; init; } = 1;

        [Range(0.0, 1.0, MaximumIsExclusive = true)]
        public double Share { get; init; }

        [Range(double.MinValue, 0)]
        public double Charge { get; init; }

        // Bounds as text.
        [Range(typeof(double), "1", "2.5")]
        public double Radius { get; init; } = 1;
    }

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
