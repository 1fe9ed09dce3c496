using System.Globalization;
using System.Text.Json;
using BeyondNtk.Engine.Storage.Export;
using BeyondNtk.Engine.Storage.Index;

namespace BeyondNtk.Engine.Tests;

public sealed class IndexExportTests
{
    private static readonly IndexRow[] Rows =
    [
        Row(("run", "1"), ("Model:Width", 48L), ("loss", 0.1 + 0.2), ("note", "a,\"b\"\nc"), ("seed", long.MaxValue)),
        Row(("run", "2"), ("Model:Bias", true), ("Model:Width", 1e-300), ("loss", double.NaN), ("seed", 1L)),
        Row(("run", "3"), ("loss", double.NegativeInfinity), ("loss:standard-error", 5e-324), ("note", "")),
    ];

    [Fact]
    public void ColumnsStandWhereTheirRowsHaveThem()
        => Assert.Equal(
            ["run", "Model:Bias", "Model:Width", "loss", "loss:standard-error", "note"],
            ColumnOrder.Find(Rows).Where(column => column == "run" || !Facts.Names.Contains(column)));

    [Fact]
    public void CsvReadsBack()
    {
        var table = Csv.Rows(CsvTable.Of(Rows));
        string Field(int row, string column) => table[row + 1][Array.IndexOf(table[0], column)];

        Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
        Assert.Equal(0.1 + 0.2, double.Parse(Field(0, "loss"), CultureInfo.InvariantCulture));
        Assert.Equal(1e-300, double.Parse(Field(1, "Model:Width"), CultureInfo.InvariantCulture));
        Assert.Equal(5e-324, double.Parse(Field(2, "loss:standard-error"), CultureInfo.InvariantCulture));
        Assert.Equal(["a,\"b\"\nc", "9223372036854775807", "48", ""], new[] { "note", "seed", "Model:Width", "Model:Bias" }.Select(column => Field(0, column)));
        Assert.Equal(["true", "NaN", "-Infinity", "3"], [Field(1, "Model:Bias"), Field(1, "loss"), Field(2, "loss"), Field(2, "run")]);
    }

    [Fact]
    public void JsonKeepsTypes()
    {
        var rows = JsonDocument.Parse(JsonTable.Of(Rows)).RootElement;

        Assert.All(rows.EnumerateArray(), row => Assert.Equal(ColumnOrder.Find(Rows), row.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(0.1 + 0.2, rows[0].GetProperty("loss").GetDouble());
        Assert.Equal(long.MaxValue, rows[0].GetProperty("seed").GetInt64());
        Assert.Equal("a,\"b\"\nc", rows[0].GetProperty("note").GetString());
        Assert.True(rows[1].GetProperty("Model:Bias").GetBoolean());
        Assert.Equal("", rows[2].GetProperty("note").GetString());
        Assert.All(
            [rows[0].GetProperty("Model:Bias"), rows[1].GetProperty("loss"), rows[2].GetProperty("loss"), rows[2].GetProperty("seed")],
            value => Assert.Equal(JsonValueKind.Null, value.ValueKind));
    }

    [Fact]
    public void WithoutRowsThereAreStillTheColumnsThatAlwaysAre()
    {
        Assert.Equal(Facts.Names, Assert.Single(Csv.Rows(CsvTable.Of([]))));
        Assert.Equal("[]\n", JsonTable.Of([]));
    }

    private static IndexRow Row(params (string Name, object Value)[] cells)
        => new("", [], new OrderedDictionary<string, object>(cells.Select(cell => KeyValuePair.Create(cell.Name, cell.Value))));
}
