using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>How a value stands in the index. SQLite has neither truth values nor NaN: they are kept as text and as NULL.</summary>
internal static class ValueKind
{
    public const string Number = "number";
    public const string Text = "text";
    public const string Truth = "truth";

    public static (string Kind, object Stored) Store(object value) => value switch
    {
        bool => (Truth, Scalars.Text(value)),
        string => (Text, value),
        _ => (Number, NumberOrNull(value)),
    };

    public static object NumberOrNull(object number) => number is double.NaN ? DBNull.Value : number;

    public static object Load(string kind, object stored) => (kind, stored) switch
    {
        (Truth, _) => (string)stored == "true",
        (Number, DBNull) => double.NaN,
        _ => stored,
    };
}
