using System.Globalization;
using System.Xml.Linq;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

public sealed class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void IsWellFormedWithACurveForEachAndAllLabels()
    {
        var svg = Draw([new Curve("student", [(1, 1), (10, 0.5), (100, 0.25)]), new Curve("other", [(1, 1), (100, 0.1)])], [new Level("kernel", 0.7, false), new Level("floor", 0.05, true)]);

        Assert.Equal(2, svg.Descendants(Svg + "polyline").Count());
        Assert.Equal([3, 2], svg.Descendants(Svg + "polyline").Select(line => Points(line).Length));
        Assert.Superset(new HashSet<string> { "title", "step", "loss", "student", "other" }, Texts(svg).ToHashSet());
        Assert.Contains(Texts(svg), text => text.StartsWith("kernel: ", StringComparison.Ordinal));
        Assert.Contains(Texts(svg), text => text.StartsWith("floor: ", StringComparison.Ordinal));
    }

    [Fact]
    public void ACurveFallsToTheRightWhereItsValuesFall()
    {
        var points = Points(Draw([new Curve("student", [(1, 1), (10, 0.5), (100, 0.25)])], []).Descendants(Svg + "polyline").Single());

        Assert.Equal(points.OrderBy(point => point.X), points);
        Assert.Equal(points.OrderBy(point => point.Y), points);
    }

    [Fact]
    public void LabelsMayHoldAnything()
    {
        const string Label = "a<b & \"c\" > 'd'";

        var svg = XDocument.Parse(new Plot(Label, Label, Label, [new Curve(Label, [(1, 1), (2, 2)])], [new Level(Label, 1.5, true)]).ToSvg()!);

        Assert.Equal(4, Texts(svg).Count(text => text == Label));
        Assert.Contains($"{Label}: 1.5e+0", Texts(svg));
    }

    [Fact]
    public void LongLabelsOfAnAxisStayInThePictureAndDistinct()
    {
        string[] labels = [.. Enumerable.Range(1, 8).Select(n => $"gradient-descent (StepSize = {n}, Steps = 1000{n})")];
        var plot = new Plot("title", "optimizer", "loss", [new Curve("k", [.. labels.Select((_, n) => ((double)n, 1.0 + n))])], []) { LogarithmicX = false, XTicks = [.. labels.Select((label, n) => ((double)n, label))] };
        var svg = XDocument.Parse(plot.ToSvg()!);
        var ticks = svg.Descendants(Svg + "text").Where(text => text.Value.Contains('…', StringComparison.Ordinal)).ToArray();

        Assert.Equal(8, ticks.Select(tick => tick.Value).Distinct().Count());
        Assert.All(ticks, tick => Assert.InRange(tick.Value.Length, 6, 93 / 7 + 2));
    }

    [Fact]
    public void AValueOfZeroIsLeftOutOfALogarithmicAxis()
    {
        var text = new Plot("title", "step", "loss", [new Curve("exact", [(1, 10), (2, 0), (3, 0.001)])], [new Level("zero", 0, false)]).ToSvg()!;
        var svg = XDocument.Parse(text);

        Assert.Equal(2, Points(svg.Descendants(Svg + "polyline").Single()).Length);
        Assert.DoesNotContain(Texts(svg), label => label.StartsWith("zero", StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", text);
        Assert.DoesNotContain("∞", text);
        Assert.DoesNotContain("Infinity", text);
    }

    [Fact]
    public void ValuesOfZeroAloneAreShownOnALinearAxis()
        => Assert.Equal(3, Points(Draw([new Curve("exact", [(1, 0), (2, 0), (3, 0)])], []).Descendants(Svg + "polyline").Single()).Length);

    [Fact]
    public void WhatIsNotFiniteIsLeftOut()
    {
        var svg = Draw([new Curve("diverged", [(0, 1), (1, 1), (2, double.PositiveInfinity), (3, double.NaN), (4, 2)])], [new Level("lost", double.NaN, false)]);

        Assert.Equal(2, Points(svg.Descendants(Svg + "polyline").Single()).Length);
        Assert.DoesNotContain(Texts(svg), text => text.StartsWith("lost", StringComparison.Ordinal));
    }

    [Fact]
    public void ACurveThatBreaksOffEndsInACross()
    {
        var svg = Draw([new Curve("wild", [(1, 1), (2, 5), (3, double.NaN)]) { BreaksOff = true }, new Curve("tame", [(1, 1), (3, 2)])], []);

        var (x, y) = Points(svg.Descendants(Svg + "polyline").First())[^1];
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"M{x - 6:0.##} {y - 6:0.##}L"), Assert.Single(svg.Descendants(Svg + "path")).Attribute("d")!.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void TheCurveOfALearnerThatDivergedSaysSo(int measured)
    {
        using var output = new TempFolder();
        var folder = new RunFolder(output.File("small", "1"));
        var rows = Enumerable.Range(0, measured + 1).SelectMany(step => new[] { "wild", "tame" }.Select(learner => new Measurement(learner, step, 0, "loss", new Metric("loss", 1 + step))));
        var record = Records.Create("1", Records.Learner("wild") with { Status = RunStatus.Diverged, Steps = 9 }, Records.Learner("tame"));

        var plot = new RunPlots().Draw(folder, record, [.. rows]).Single();

        var svg = XDocument.Load(plot);
        Assert.Single(svg.Descendants(Svg + "path"));
        Assert.Contains("wild (diverged at step 9)", Texts(svg));
        Assert.DoesNotContain(Texts(svg), text => text.StartsWith("tame (", StringComparison.Ordinal));
    }

    [Fact]
    public void ThereIsNoPlotOfNothing()
    {
        Assert.Null(new Plot("title", "step", "loss", [], []).ToSvg());
        Assert.Null(new Plot("title", "step", "loss", [new Curve("diverged", [(1, double.NaN)])], [new Level("lost", double.PositiveInfinity, true)]).ToSvg());
    }

    private static XDocument Draw(IReadOnlyList<Curve> curves, IReadOnlyList<Level> levels) => XDocument.Parse(new Plot("title", "step", "loss", curves, levels).ToSvg()!);

    private static IEnumerable<string> Texts(XDocument svg) => svg.Descendants(Svg + "text").Select(text => text.Value);

    private static (double X, double Y)[] Points(XElement polyline)
        => [.. polyline.Attribute("points")!.Value.Split(' ').Select(pair => pair.Split(',')).Select(pair => (Number(pair[0]), Number(pair[1])))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
