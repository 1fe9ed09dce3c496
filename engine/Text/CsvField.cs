using System.Text;

namespace BeyondNtk.Engine.Text;

/// <summary>A field of comma-separated values, as RFC 4180 has it.</summary>
internal static class CsvField
{
    /// <summary>The text, in quotes where it needs them.</summary>
    public static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    /// <summary>A name in a table for spreadsheets, which would compute one that begins like a formula: it is led by an apostrophe there.</summary>
    public static string Name(string text) => Quote(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text);

    /// <summary>The fields of a line; one that is in quotes may hold commas and doubled quotes, but no line feed.</summary>
    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
