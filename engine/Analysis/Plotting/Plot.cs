using System.Globalization;
using System.Security;
using System.Text;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Plotting;

/// <summary>A curve of a plot.</summary>
internal sealed record Curve(string Label, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>A band around it, such as quartiles; empty for none.</summary>
    public IReadOnlyList<(double X, double Low, double High)> Band { get; init; } = [];

    /// <summary>How its points are shown.</summary>
    public Marks Marks { get; init; } = Marks.Line;

    /// <summary>Whether it breaks off where its learner diverged: a cross marks its last point.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>Whether it is a reference, drawn as levels of reference are.</summary>
    public bool IsReference { get; init; }
}

/// <summary>How the points of a curve are shown.</summary>
internal enum Marks
{
    /// <summary>Joined by a line.</summary>
    Line,

    /// <summary>Joined, with a dot at each.</summary>
    LineAndDots,

    /// <summary>A dot at each.</summary>
    Dots,
}

/// <summary>A horizontal line of a plot: the value of a learner that has no curve, or a reference level.</summary>
internal sealed record Level(string Label, double Value, bool IsReference);

/// <summary>A small plot as SVG: curves with bands, levels across, a legend. For light paper.</summary>
internal sealed record Plot(string Title, string XTitle, string YTitle, IReadOnlyList<Curve> Curves, IReadOnlyList<Level> Levels)
{
    /// <summary>Whether the horizontal axis is logarithmic; it then shows positive values only. None: as the values suggest.</summary>
    public bool? LogarithmicX { get; init; } = true;

    /// <summary>Whether the vertical axis is logarithmic; none: as the values suggest.</summary>
    public bool? LogarithmicY { get; init; }

    /// <summary>Where the horizontal axis has its labels; none: at round places.</summary>
    public IReadOnlyList<(double Value, string Label)> XTicks { get; init; } = [];

    /// <summary>Small print, such as what the bands are, in lines; empty for none.</summary>
    public string Note { get; init; } = "";

    private const int Width = 760;
    private const int Height = 480;
    private const int Left = 84;
    private const int Right = 24;
    private const int Top = 44;
    private const int LegendRow = 20;

    // About the width of a letter among the ticks, and how many of a label are shown in any case.
    private const double LetterWidth = 6.6;
    private const int FewestLetters = 6;

    // Half the width of the cross where a curve breaks off.
    private const int Cross = 6;

    // A spread of values beyond this factor is shown on a logarithmic axis.
    private const double LogarithmicFrom = 20;

    private const string ReferenceColour = "#555";

    // Of reference levels, which share one colour.
    private static readonly string[] ReferenceDashes = ["2 4", "8 3 2 3", "1 7"];

    // Okabe and Ito's colours, distinct also to the colour-blind.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A6A00"];

    /// <summary>Draws the plot; null when there is nothing finite to draw.</summary>
    public string? ToSvg()
    {
        var steps = Curves.SelectMany(curve => curve.Points.Select(point => point.X)).Where(double.IsFinite).ToArray();
        var logarithmicX = LogarithmicX ?? SpansDecades(steps);
        var curves = Curves.Select(curve => Finite(curve, logarithmicX)).ToArray();
        var values = curves.SelectMany(Values).Concat(Levels.Select(level => level.Value)).Where(double.IsFinite).ToArray();
        if (values.Length == 0)
        {
            return null;
        }

        // A value of zero, such as an exact fit, has no place on a logarithmic axis and is left out of it.
        var positive = values.Where(value => value > 0).ToArray();
        var logarithmic = positive.Length > 0 && (LogarithmicY ?? SpansDecades(values));
        var entries = curves.Length + Levels.Count;
        string[] notes = Note.Length > 0 ? Note.Split('\n') : [];
        var bottom = Height - 56 - (LegendRow * (((entries + 1) / 2) + notes.Length));
        var x = new Axis([.. curves.SelectMany(curve => curve.Points.Select(point => point.X)).DefaultIfEmpty(1)], logarithmicX, Left, Width - Right);
        var y = new Axis(logarithmic ? positive : values, logarithmic, bottom, Top);

        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#222">""");
        Line(svg, $"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        Line(svg, $"""<text x="{(Left + Width - Right) / 2}" y="24" text-anchor="middle" font-size="15">{Escape(Title)}</text>""");
        DrawAxes(svg, x, y, bottom);
        var legend = new Legend(svg, bottom + 52);
        var (others, references) = (0, 0);
        foreach (var curve in curves)
        {
            var colour = curve.IsReference ? ReferenceColour : Colours[others++ % Colours.Length];
            var dash = curve.IsReference ? ReferenceDashes[references++ % ReferenceDashes.Length] : "";
            DrawCurve(svg, curve, x, y, colour, dash);
            legend.Add(curve.Label, colour, dash, curve.Marks == Marks.Dots);
        }

        foreach (var level in Levels.Where(level => double.IsFinite(level.Value) && (!logarithmic || level.Value > 0)))
        {
            var colour = level.IsReference ? ReferenceColour : Colours[others++ % Colours.Length];
            var dash = level.IsReference ? ReferenceDashes[references++ % ReferenceDashes.Length] : "9 5";
            Line(svg, $"""<line x1="{Left}" x2="{Width - Right}" y1="{At(y.Place(level.Value))}" y2="{At(y.Place(level.Value))}" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{dash}"/>""");
            legend.Add($"{level.Label}: {level.Value.ToString("0.###e+0", CultureInfo.InvariantCulture)}", colour, dash);
        }

        for (var n = 0; n < notes.Length; n++)
        {
            Line(svg, $"""<text x="{Left}" y="{Height - 8 - (LegendRow * (notes.Length - 1 - n))}" font-size="11" fill="#555">{Escape(notes[n])}</text>""");
        }

        return svg.Append("</svg>\n").ToString();
    }

    // Values that are positive and span more than this factor are better seen on a logarithmic axis.
    private static bool SpansDecades(IReadOnlyCollection<double> values)
    {
        var positive = values.Where(value => value > 0).ToArray();
        return positive.Length > 0 && values.Min() >= 0 && positive.Max() / positive.Min() >= LogarithmicFrom;
    }

    private static Curve Finite(Curve curve, bool logarithmicX) => curve with
    {
        Points = [.. curve.Points.Where(point => (!logarithmicX || point.X > 0) && double.IsFinite(point.X) && double.IsFinite(point.Y))],
        Band = [.. curve.Band.Where(band => (!logarithmicX || band.X > 0) && double.IsFinite(band.Low) && double.IsFinite(band.High))],
    };

    private static IEnumerable<double> Values(Curve curve)
        => curve.Points.Select(point => point.Y).Concat(curve.Band.SelectMany(band => new[] { band.Low, band.High }));

    private void DrawAxes(StringBuilder svg, Axis x, Axis y, int bottom)
    {
        foreach (var tick in XTicks.Count > 0 ? [] : x.MinorTicks())
        {
            Line(svg, $"""<line x1="{At(x.Place(tick))}" x2="{At(x.Place(tick))}" y1="{bottom}" y2="{bottom - 4}" stroke="#777"/>""");
        }

        foreach (var tick in y.MinorTicks())
        {
            Line(svg, $"""<line x1="{Left}" x2="{Left + 4}" y1="{At(y.Place(tick))}" y2="{At(y.Place(tick))}" stroke="#777"/>""");
        }

        foreach (var (value, label) in XTicks.Count > 0 ? XTicks : x.Ticks())
        {
            Line(svg, $"""<line x1="{At(x.Place(value))}" x2="{At(x.Place(value))}" y1="{Top}" y2="{bottom}" stroke="#e4e4e4"/>""");
            DrawTickLabel(svg, x.Place(value), bottom + 18, label, XTicks.Count > 1 ? (Width - Left - Right) / (XTicks.Count - 1.0) : Width);
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

    // Words may be longer than there is room to their neighbours, or to the edge of the picture.
    private static void DrawTickLabel(StringBuilder svg, double place, int top, string label, double room)
    {
        var most = Math.Max(FewestLetters, (int)(room / LetterWidth));

        // What tells labels apart stands at their ends.
        var shown = label.Length <= most ? label : $"{label[..(most / 3)]}…{label[^(most - (most / 3) - 1)..]}";
        var half = shown.Length * LetterWidth / 2;
        var (anchor, at) = place + half > Width ? ("end", Width - 2) : place - half < 0 ? ("start", 2) : ("middle", place);
        Line(svg, $"""<text x="{At(at)}" y="{top}" text-anchor="{anchor}">{Escape(shown)}</text>""");
    }

    private static void DrawCurve(StringBuilder svg, Curve curve, Axis x, Axis y, string colour, string dash)
    {
        var band = curve.Band.Where(point => !y.Logarithmic || point.Low > 0).ToArray();
        if (band.Length > 0)
        {
            // Heights grow downwards.
            var places = Thinning.Band([.. band.Select(point => (x.Place(point.X), y.Place(point.High), y.Place(point.Low)))]);
            var outline = places.Select(place => (place.X, place.Low)).Concat(places.Reverse().Select(place => (place.X, place.High)));
            Line(svg, $"""<polygon points="{string.Join(' ', outline.Select(place => $"{At(place.X)},{At(place.Item2)}"))}" fill="{colour}" fill-opacity="0.18"/>""");
        }

        (double X, double Y)[] all = [.. curve.Points.Where(point => !y.Logarithmic || point.Y > 0).Select(point => (x.Place(point.X), y.Place(point.Y)))];
        if (curve.Marks != Marks.Dots)
        {
            var dashes = dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "";
            Line(svg, $"""<polyline points="{string.Join(' ', Thinning.Line(all).Select(place => $"{At(place.X)},{At(place.Y)}"))}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"{dashes}/>""");
        }

        if (curve.BreaksOff && all.Length > 0)
        {
            var (left, top) = all[^1];
            Line(svg, $"""<path d="M{At(left - Cross)} {At(top - Cross)}L{At(left + Cross)} {At(top + Cross)}M{At(left - Cross)} {At(top + Cross)}L{At(left + Cross)} {At(top - Cross)}" stroke="{colour}" stroke-width="2.5"/>""");
        }

        foreach (var (left, top) in curve.Marks == Marks.Line ? [] : Thinning.Dots(all))
        {
            Line(svg, $"""<circle cx="{At(left)}" cy="{At(top)}" r="{(curve.Marks == Marks.Dots ? "2.2" : "3.2")}" fill="{colour}"{(curve.Marks == Marks.Dots ? " fill-opacity=\"0.6\"" : "")}/>""");
        }
    }

    private static string At(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(Printable.Line(text));

    private static void Line(StringBuilder svg, string element) => svg.Append(element).Append('\n');

    // Two columns below the axes.
    private sealed class Legend(StringBuilder svg, int top)
    {
        private int _entries;

        public void Add(string label, string colour, string dash, bool dots = false)
        {
            var left = Left + (_entries % 2 * ((Width - Left - Right) / 2));
            var row = top + (_entries / 2 * LegendRow) + 8;
            Line(svg, dots ? $"""<circle cx="{left + 15}" cy="{row - 4}" r="3.2" fill="{colour}"/>""" : $"""<line x1="{left}" x2="{left + 30}" y1="{row - 4}" y2="{row - 4}" stroke="{colour}" stroke-width="2"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}/>""");
            Line(svg, $"""<text x="{left + 38}" y="{row}">{Escape(label)}</text>""");
            _entries++;
        }
    }
}
