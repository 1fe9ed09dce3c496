using BeyondNtk.Engine.Storage.Index;

namespace BeyondNtk.Engine.Storage.Export;

/// <summary>The columns of an exported table: those of the first row, and what a later row has beside them after what precedes it there.</summary>
internal static class ColumnOrder
{
    public static IReadOnlyList<string> Find(IReadOnlyList<IndexRow> rows)
    {
        var columns = new List<string>(Facts.Names);
        var known = new HashSet<string>(columns);
        foreach (var row in rows)
        {
            var previous = "";
            foreach (var name in row.Cells.Keys)
            {
                if (known.Add(name))
                {
                    columns.Insert(columns.IndexOf(previous) + 1, name);
                }

                previous = name;
            }
        }

        return columns;
    }
}
