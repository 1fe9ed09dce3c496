using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>Reports hold what was asked and found, whatever is in their texts.</summary>
public sealed class HtmlReportTests : IDisposable
{
    private const string Sweep = WrittenResults.Sweep;
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    // An XML parser takes no control characters, escaped or not.
    [Fact]
    public void ATitleWithControlCharactersIsWellFormed()
    {
        var title = "a\u0001b\u001b[31m\uFFFE";
        var results = Results((run, _) => Dimension(run), Sweep, $$"""Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "Title": {{System.Text.Json.JsonSerializer.Serialize(title)}} }""");

        var svg = System.Xml.Linq.XDocument.Parse(Assert.Single(Figure.ComputeAll(results)).Plot.ToSvg()!);

        Assert.Contains("a␁b␛[31m\uFFFD", svg.Descendants().Select(element => element.Value));
        Assert.Contains("a␁b␛[31m\uFFFD", HtmlReport.Render([results]));
    }

    [Fact]
    public void TheReportHoldsWhatWasAskedAndWhatWasFoundAndNeedsNothingElse()
    {
        var results = Results((run, _) => Dimension(run), Sweep, """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "Title": "a < b & c" }""", "Description=five & more");

        var html = HtmlReport.Render([results]);

        Assert.Contains("five &amp; more", html);
        Assert.Contains("a &lt; b &amp; c", html);
        Assert.Contains("<svg", html);
        Assert.All(Figure.ComputeAll(results)[0].Sentences, sentence => Assert.Contains(System.Net.WebUtility.HtmlEncode(sentence), html));
        Assert.Contains("&quot;Teacher:Dimension&quot;", html);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain("href=", html);
    }

    [Fact]
    public void TheReportOfASingleRunHoldsItAgainstTheLevel()
        => Assert.Contains("first: value 0.25, 2.00 times below", System.Net.WebUtility.HtmlDecode(HtmlReport.Render([Results((_, _) => 0.25, "Teacher:Name=network")])));

    private static int Dimension(RunPlan run) => WrittenResults.Dimension(run);

    private ExperimentResults Results(Func<RunPlan, long, double> value, params string[] assignments) => WrittenResults.Create(_output, value, assignments);
}
