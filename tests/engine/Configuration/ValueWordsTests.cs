using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration.Sweeps;

namespace BeyondNtk.Engine.Tests;

/// <summary>Words for the values of a sweep: short where that is enough, and never the same for two of them.</summary>
public sealed class ValueWordsTests
{
    [Theory]
    [InlineData("""["relu", "abs"]""", "relu|abs")]
    [InlineData("""[8, 16]""", "8|16")]
    [InlineData("""[{ "Name": "ntk" }, { "Name": "relu-student", "Width": 4 }]""", "ntk|relu-student")]
    [InlineData("""[{ "Name": "ntk", "Layers": "both" }, { "Name": "ntk", "Layers": "first" }]""", "ntk (Layers = both)|ntk (Layers = first)")]
    [InlineData("""[{ "Name": "ntk" }, { "Name": "ntk", "Layers": "first" }]""", "ntk|ntk (Layers = first)")]
    [InlineData("""[{ "Name": "a", "B": { "Size": 1 }, "C": { "Size": 2 } }, { "Name": "a", "B": { "Size": 2 }, "C": { "Size": 1 } }]""", "a (B:Size = 1, C:Size = 2)|a (B:Size = 2, C:Size = 1)")]
    [InlineData("""[{ "Samples": 10 }, { "Samples": 20 }]""", "(Samples = 10)|(Samples = 20)")]
    [InlineData("""[{ "Samples": 10 }]""", """{"Samples":10}""")]
    [InlineData("""["none", null]""", "\"none\"|null")]
    [InlineData("""[1, "1"]""", "1|\"1\"")]
    [InlineData("""["ntk (Layers = first)", { "Name": "ntk", "Layers": "first" }, { "Name": "ntk" }]""", "\"ntk (Layers = first)\"|{\"Name\":\"ntk\",\"Layers\":\"first\"}|ntk")]
    [InlineData("""[{ "Name": "a" }, { "Name": "a", "List": [] }]""", """{"Name":"a"}|{"Name":"a","List":[]}""")]
    public void DistinctValuesHaveDistinctWords(string values, string words)
    {
        var list = JsonNode.Parse(values)!.AsArray();
        var found = new ValueWords(list);

        Assert.Equal(words, string.Join('|', list.Select(value => found[value])));
    }
}
