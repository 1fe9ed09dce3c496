using System.Text;
using BeyondNtk.Engine.Storage.Index;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage.Export;

/// <summary>Rows as comma-separated values; a field is empty where a row has no value.</summary>
internal static class CsvTable
{
    public static string Of(IReadOnlyList<IndexRow> rows)
    {
        var columns = ColumnOrder.Find(rows);
        var text = new StringBuilder();
        Append(text, columns.Select(CsvField.Name));
        foreach (var row in rows)
        {
            Append(text, columns.Select(column => row.Cells.GetValueOrDefault(column) is string name ? CsvField.Name(name) : CsvField.Quote(row.Text(column))));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields).Append('\n');
}
