using System.Text;
using Spectre.Console;

namespace BeyondNtk.Benchmarks;

/// <summary>The table that is printed at the end.</summary>
internal sealed class ResultTable
{
    private static readonly (string Title, bool Right, Func<Line, string> Text)[] Columns =
    [
        ("row", false, line => line.Row),
        ("case", false, line => line.Case),
        ("who", false, line => line.Who),
        ("median", true, line => line.Time is { } time ? Format.Seconds(time.Median, time.Median) : ""),
        ("min..max", true, line => line.Time is { } time
            ? $"{Format.Seconds(time.Shortest, time.Median, unit: false)}..{Format.Seconds(time.Longest, time.Median)}"
            : ""),
        ("GFLOP/s", true, line => line.GigaFlops is { } rate ? $"{rate:F1}" : ""),
        ("of peak", true, line => line.OfPeak is { } share ? $"{share:P0}" : ""),
        ("time / our best", true, line => line.Ratio is { } ratio ? $"{ratio:0.00}" : ""),
        ("remarks", false, line => string.Join("; ", ((string?[])[line.Failure, .. line.Remarks, line.Agreement?.ToString()]).Where(remark => remark is not null))),
    ];

    private readonly List<Line> _lines = [];

    /// <summary>Whether nothing failed and every result that was compared agrees. A missing peer is not a failure.</summary>
    public bool IsSound => _lines.All(line => line.Failure is null && line.Agreement is null or { Holds: true });

    public void Add(Line line) => _lines.Add(line);

    public Table ForTerminal()
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var (title, right, _) in Columns)
        {
            var column = new TableColumn(title) { NoWrap = title is not "remarks" };
            table.AddColumn(right ? column.RightAligned() : column);
        }

        foreach (var line in _lines)
        {
            table.AddRow([.. Columns.Select(column => Markup.Escape(column.Text(line)))]);
        }

        return table;
    }

    public string ForMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine($"| {string.Join(" | ", Columns.Select(column => column.Title))} |");
        text.AppendLine($"|{string.Concat(Columns.Select(column => column.Right ? "---:|" : "---|"))}");
        foreach (var line in _lines)
        {
            text.AppendLine($"| {string.Join(" | ", Columns.Select(column => column.Text(line)))} |");
        }

        return text.ToString();
    }
}

/// <summary>A line of the table.</summary>
/// <param name="Row">The row it belongs to.</param>
/// <param name="Case">What is measured.</param>
/// <param name="Who">Whose work it is.</param>
internal sealed record Line(string Row, string Case, string Who)
{
    public Timing? Time { get; init; }

    public double? GigaFlops { get; init; }

    /// <summary>The share of the measured peak of this precision and number of threads.</summary>
    public double? OfPeak { get; init; }

    /// <summary>The median over the median of our fastest line of the same case.</summary>
    public double? Ratio { get; init; }

    /// <summary>How well the result agrees with ours.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>Why our own work could not be measured.</summary>
    public string? Failure { get; init; }

    /// <summary>Anything else to report; null if nothing.</summary>
    public IReadOnlyList<string?> Remarks { get; init; } = [];
}
