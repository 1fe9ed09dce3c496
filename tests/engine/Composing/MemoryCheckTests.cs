using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Runs that the memory cannot hold are refused before anything runs.</summary>
public sealed class MemoryCheckTests
{
    // The sample is 20 examples of three inputs and a label, of 8 bytes each.
    private const int Sample = 20 * (3 + 1) * 8;

    [Fact]
    public void ALearnerAndTheSampleMustFitTogether()
    {
        Assert.Equal(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Requirements(Sample).Bytes);

        var problem = Assert.Throws<ConfigurationException>(() => Requirements(Sample - 1)).Message;
        Assert.StartsWith("Experiments:small: the sample needs 640 bytes and beside it learner 'first' 0 bytes, learner 'hungry' ", problem);
        Assert.Contains($"this process may use {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}", problem);
        Assert.EndsWith("about 19 examples fit, or all of them without the learners other than 'first'", problem);
    }

    [Theory]
    [InlineData("Samples: is 1000000000; that many examples in 50 dimensions needs 408,000,000,000 bytes", "Samples=1000000000")]
    [InlineData(
        "Learners:first:Objective:Samples: is 1000000000; that many examples in 50 dimensions needs 408,000,000,000 bytes",
        "Learners:first:Objective={ \"Name\": \"fresh\", \"Samples\": 1000000000 }")]
    public void ASampleThatDoesNotFitIsRefusedBeforeItIsDrawn(string words, string assignment)
    {
        var plan = Plans.Create("Teacher:Dimension=50", assignment);

        var problem = Assert.Throws<ConfigurationException>(() => Compositions.Compose(plan)).Message;

        Assert.StartsWith($"Experiments:small:{words}, and ", problem);
        Assert.Matches("at most about [0-9]+ examples fit \\(from --set\\)$", problem);
    }

    private static RunRequirements Requirements(int leaves)
    {
        using var composed = ComposedRun.Compose(Plans.Create(Hungry(leaves)), 1);
        return composed.Requirements;
    }

    private static string Hungry(int leaves) => $$"""Learners:hungry={ "Model": { "Name": "plain" }, "Optimizer": { "Name": "hungry", "Leaves": {{leaves}} } }""";
}
