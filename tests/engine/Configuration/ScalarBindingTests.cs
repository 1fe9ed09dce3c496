namespace BeyondNtk.Engine.Tests;

public sealed class ScalarBindingTests
{
    [Fact]
    public void KeysAreFoundWhateverTheirCase() => Assert.Equal(20, Binding.Bind<BinderOptions>("""{ "wIDTH": 20 }""").Width);

    [Fact]
    public void EveryTypeIsBound()
    {
        var options = Binding.Bind<BinderOptions>("""{ "Width": 2, "Steps": 3, "Rate": 0.75, "Verbose": true, "Label": "l", "Limit": 4, "Scale": "mean-field" }""");

        Assert.Equal(2, options.Width);
        Assert.Equal(3, options.Steps);
        Assert.Equal(0.75, options.Rate);
        Assert.True(options.Verbose);
        Assert.Equal("l", options.Label);
        Assert.Equal(4, options.Limit);
        Assert.Equal(BinderScale.MeanField, options.Scale);
    }

    [Theory]
    [InlineData("1e4", 10_000)]
    [InlineData("2.50e2", 250)]
    [InlineData("-3.0", -3)]
    [InlineData("9007199254740993", 9_007_199_254_740_993)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void AWholeNumberMayBeWrittenInAnyWay(string text, long value) => Assert.Equal(value, Binding.Bind<BinderOptions>($$"""{ "Steps": {{text}} }""").Steps);

    [Theory]
    [InlineData("Steps", "1.5", "whole number")]
    [InlineData("Steps", "1e300", "whole number")]
    [InlineData("Steps", "\"3\"", "whole number")]
    [InlineData("Width", "3000000000", "whole number")]
    [InlineData("Width", "true", "whole number")]
    [InlineData("Width", "{}", "whole number")]
    [InlineData("Width", "[3]", "whole number")]
    [InlineData("Limit", "\"none\"", "whole number")]
    [InlineData("Rate", "\"NaN\"", "number")]
    [InlineData("Rate", "1e999", "number")]
    [InlineData("Rate", "-1e999", "number")]
    [InlineData("Verbose", "1", "true or false")]
    [InlineData("Verbose", "\"true\"", "true or false")]
    [InlineData("Label", "3", "text")]
    [InlineData("First", "3", "group")]
    [InlineData("First", "[]", "group")]
    [InlineData("Named", "[]", "group")]
    public void AWrongTypeIsReportedWithTheValueAndWhatIsAllowed(string key, string value, string allowed)
    {
        var problem = Binding.ProblemOf<BinderOptions>($$"""{ "{{key}}": {{value}} }""");

        Assert.StartsWith($"Part:{key}: is {value}; allowed: ", problem);
        Assert.Contains(allowed, problem);
    }

    [Fact]
    public void AnEnumMayBeInAnyCaseButNoNumber()
    {
        Assert.Equal(BinderScale.MeanField, Binding.Bind<BinderOptions>("""{ "Scale": "Mean-Field" }""").Scale);
        Assert.Contains("mean-field, standard", Binding.ProblemOf<BinderOptions>("""{ "Scale": 0 }"""));
    }

    [Fact]
    public void AnUnknownEnumNameComesWithTheNearest()
    {
        var problem = Binding.ProblemOf<BinderOptions>("""{ "Scale": "mean-feild" }""");

        Assert.StartsWith("Part:Scale: is \"mean-feild\"", problem);
        Assert.Contains("mean-field, standard", problem);
        Assert.Contains("did you mean 'mean-field'?", problem);
    }

    [Theory]
    [InlineData("Width")]
    [InlineData("Rate")]
    [InlineData("Verbose")]
    [InlineData("Scale")]
    [InlineData("Label")]
    [InlineData("Widths")]
    [InlineData("First")]
    [InlineData("Named")]
    public void NullIsRefusedWhereTheOptionHasNoSuchValue(string key)
        => Assert.StartsWith($"Part:{key}: is null; allowed: ", Binding.ProblemOf<BinderOptions>($$"""{ "{{key}}": null }"""));

    [Fact]
    public void NullIsAValueWhereTheOptionSaysSo()
    {
        var options = Binding.Bind<BinderOptions>("""{ "Limit": null, "Note": null }""");

        Assert.Null(options.Limit);
        Assert.Null(options.Note);
    }
}
