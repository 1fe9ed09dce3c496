using Spectre.Console;
using Spectre.Console.Rendering;

namespace BeyondNtk.Host.Display;

/// <summary>A text in a table, shown as it is: brackets are no markup, and in a path ":lion:" is the label of a learner.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">How it is shown.</param>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table of texts, of any number of rows.</summary>
/// <param name="title">Stands above it; empty for none.</param>
internal sealed class PlainTable(string title = "")
{
    private const int RowsAtATime = 100;

    private readonly List<(string Title, Justify Alignment)> _columns = [];
    private readonly List<Cell[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Adds columns of words.</summary>
    public PlainTable AddColumns(params IEnumerable<string> titles) => AddColumns(titles, Justify.Left);

    /// <summary>Adds columns of numbers.</summary>
    public PlainTable AddNumbers(params IEnumerable<string> titles) => AddColumns(titles, Justify.Right);

    public void AddRow(params IEnumerable<Cell> cells) => _rows.Add([.. cells]);

    /// <summary>Writes it, some rows at a time: what is drawn takes a hundred times the memory of the texts.</summary>
    public void Write(IAnsiConsole console)
    {
        if (_rows.Count <= RowsAtATime)
        {
            console.Write(ToTable(_rows));
            return;
        }

        var widths = _columns.Select((column, index) => _rows.Max(row => row[index].Text.GetCellWidth())).ToArray();
        var (first, last) = (0, (_rows.Count - 1) / RowsAtATime);
        foreach (var (index, rows) in _rows.Chunk(RowsAtATime).Index())
        {
            var table = ToTable(rows, widths);
            table.ShowHeaders = index == first;
            table.Title = index == first ? table.Title : null;
            var lines = Segment.SplitLines(table.GetSegments(console));

            // Between the parts there is no border.
            console.Write(new Lines([.. lines.Skip(index == first ? 0 : 1).SkipLast(index == last ? 0 : 1)]));
        }
    }

    private PlainTable AddColumns(IEnumerable<string> titles, Justify alignment)
    {
        _columns.AddRange(titles.Select(title => (title, alignment)));
        return this;
    }

    private Table ToTable(IEnumerable<Cell[]> rows, int[]? widths = null)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = title.Length > 0 ? new TableTitle(Markup.Escape(title)) : null };
        foreach (var (index, (title, alignment)) in _columns.Index())
        {
            table.AddColumn(new TableColumn(new Text(title)) { Alignment = alignment, Width = widths is null ? null : Math.Max(widths[index], title.GetCellWidth()) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => (IRenderable)new Text(cell.Text, cell.Style)));
        }

        return table;
    }

    private sealed class Lines(IReadOnlyList<SegmentLine> lines) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => lines.SelectMany(line => line.Append(Segment.LineBreak));
    }
}
