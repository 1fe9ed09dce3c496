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

/// <summary>A table of texts.</summary>
internal sealed class PlainTable
{
    private readonly Table _table = new() { Border = TableBorder.Rounded };

    /// <param name="title">Stands above it; empty for none.</param>
    public PlainTable(string title = "")
    {
        if (title.Length > 0)
        {
            _table.Title = new TableTitle(Markup.Escape(title));
        }
    }

    public bool IsEmpty => _table.Rows.Count == 0;

    /// <summary>Adds columns of words.</summary>
    public PlainTable AddColumns(params IEnumerable<string> titles) => AddColumns(titles, Justify.Left);

    /// <summary>Adds columns of numbers.</summary>
    public PlainTable AddNumbers(params IEnumerable<string> titles) => AddColumns(titles, Justify.Right);

    public void AddRow(params IEnumerable<Cell> cells) => _table.AddRow(cells.Select(cell => (IRenderable)new Text(cell.Text, cell.Style)));

    public void Write(IAnsiConsole console) => console.Write(_table);

    private PlainTable AddColumns(IEnumerable<string> titles, Justify alignment)
    {
        foreach (var title in titles)
        {
            _table.AddColumn(new TableColumn(new Text(title)) { Alignment = alignment });
        }

        return this;
    }
}
