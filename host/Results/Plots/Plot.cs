using System.Globalization;
using System.Security;
using System.Text;

namespace BeyondNtk.Host.Results.Plots;

/// <summary>A curve of a plot.</summary>
internal sealed record Curve(string Label, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A horizontal line of a plot: the value of a learner that has no curve, or a reference level.</summary>
internal sealed record Level(string Label, double Value, bool IsReference);

/// <summary>A small plot as SVG: curves over steps on a logarithmic axis, levels across, a legend. For light paper.</summary>
internal sealed record Plot(string Title, string XTitle, string YTitle, IReadOnlyList<Curve> Curves, IReadOnlyList<Level> Levels)
{
    private const int Width = 760;
    private const int Height = 480;
    private const int Left = 84;
    private const int Right = 24;
    private const int Top = 44;
    private const int LegendRow = 20;

    // A spread of values beyond this factor is shown on a logarithmic axis.
    private const double LogarithmicFrom = 20;

    // Of reference levels, which share one colour.
    private static readonly string[] ReferenceDashes = ["2 4", "8 3 2 3", "1 7"];

    // Okabe and Ito's colours, distinct also to the colour-blind.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A6A00"];

    /// <summary>Draws the plot; null when there is nothing finite to draw.</summary>
    public string? ToSvg()
    {
        var curves = Curves.Select(curve => curve with { Points = [.. curve.Points.Where(point => point.X > 0 && double.IsFinite(point.Y))] }).ToArray();
        var values = curves.SelectMany(curve => curve.Points.Select(point => point.Y)).Concat(Levels.Select(level => level.Value)).Where(double.IsFinite).ToArray();
        if (values.Length == 0)
        {
            return null;
        }

        // A value of zero, such as an exact fit, has no place on a logarithmic axis and is left out of it.
        var positive = values.Where(value => value > 0).ToArray();
        var logarithmic = positive.Length > 0 && values.Min() >= 0 && positive.Max() / positive.Min() >= LogarithmicFrom;
        var entries = curves.Length + Levels.Count;
        var bottom = Height - 56 - (LegendRow * ((entries + 1) / 2));
        var steps = curves.SelectMany(curve => curve.Points.Select(point => point.X)).DefaultIfEmpty(1).ToArray();
        var x = new Axis(steps, true, Left, Width - Right);
        var y = new Axis(logarithmic ? positive : values, logarithmic, bottom, Top);

        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#222">""");
        Line(svg, $"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        Line(svg, $"""<text x="{(Left + Width - Right) / 2}" y="24" text-anchor="middle" font-size="15">{Escape(Title)}</text>""");
        DrawAxes(svg, x, y, bottom);
        var legend = new Legend(svg, bottom + 52);
        for (var i = 0; i < curves.Length; i++)
        {
            DrawCurve(svg, curves[i], x, y, Colours[i % Colours.Length]);
            legend.Add(curves[i].Label, Colours[i % Colours.Length], "");
        }

        var (others, references) = (0, 0);
        foreach (var level in Levels.Where(level => double.IsFinite(level.Value) && (!logarithmic || level.Value > 0)))
        {
            var colour = level.IsReference ? "#555" : Colours[(curves.Length + others++) % Colours.Length];
            var dash = level.IsReference ? ReferenceDashes[references++ % ReferenceDashes.Length] : "9 5";
            Line(svg, $"""<line x1="{Left}" x2="{Width - Right}" y1="{At(y.Place(level.Value))}" y2="{At(y.Place(level.Value))}" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{dash}"/>""");
            legend.Add($"{level.Label}: {level.Value.ToString("0.###e+0", CultureInfo.InvariantCulture)}", colour, dash);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void DrawAxes(StringBuilder svg, Axis x, Axis y, int bottom)
    {
        foreach (var tick in x.MinorTicks())
        {
            Line(svg, $"""<line x1="{At(x.Place(tick))}" x2="{At(x.Place(tick))}" y1="{bottom}" y2="{bottom - 4}" stroke="#777"/>""");
        }

        foreach (var tick in y.MinorTicks())
        {
            Line(svg, $"""<line x1="{Left}" x2="{Left + 4}" y1="{At(y.Place(tick))}" y2="{At(y.Place(tick))}" stroke="#777"/>""");
        }

        foreach (var (value, label) in x.Ticks())
        {
            Line(svg, $"""<line x1="{At(x.Place(value))}" x2="{At(x.Place(value))}" y1="{Top}" y2="{bottom}" stroke="#e4e4e4"/>""");
            Line(svg, $"""<text x="{At(x.Place(value))}" y="{bottom + 18}" text-anchor="middle">{label}</text>""");
        }

        foreach (var (value, label) in y.Ticks())
        {
            Line(svg, $"""<line x1="{Left}" x2="{Width - Right}" y1="{At(y.Place(value))}" y2="{At(y.Place(value))}" stroke="#e4e4e4"/>""");
            Line(svg, $"""<text x="{Left - 8}" y="{At(y.Place(value) + 4)}" text-anchor="end">{label}</text>""");
        }

        Line(svg, $"""<rect x="{Left}" y="{Top}" width="{Width - Right - Left}" height="{bottom - Top}" fill="none" stroke="#777"/>""");
        Line(svg, $"""<text x="{(Left + Width - Right) / 2}" y="{bottom + 38}" text-anchor="middle">{Escape(XTitle)}</text>""");
        Line(svg, $"""<text x="20" y="{(Top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 20 {(Top + bottom) / 2})">{Escape(YTitle)}</text>""");
    }

    private static void DrawCurve(StringBuilder svg, Curve curve, Axis x, Axis y, string colour)
    {
        var points = curve.Points.Where(point => !y.Logarithmic || point.Y > 0).Select(point => $"{At(x.Place(point.X))},{At(y.Place(point.Y))}");
        Line(svg, $"""<polyline points="{string.Join(' ', points)}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>""");
    }

    private static string At(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static void Line(StringBuilder svg, string element) => svg.Append(element).Append('\n');

    // Two columns below the axes.
    private sealed class Legend(StringBuilder svg, int top)
    {
        private int _entries;

        public void Add(string label, string colour, string dash)
        {
            var left = Left + (_entries % 2 * ((Width - Left - Right) / 2));
            var row = top + (_entries / 2 * LegendRow) + 8;
            Line(svg, $"""<line x1="{left}" x2="{left + 30}" y1="{row - 4}" y2="{row - 4}" stroke="{colour}" stroke-width="2"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}/>""");
            Line(svg, $"""<text x="{left + 38}" y="{row}">{Escape(label)}</text>""");
            _entries++;
        }
    }
}
