using System.Text;

namespace BeyondNtk.Engine.Tests;

/// <summary>Reads comma-separated values with quotes, as RFC 4180 has them.</summary>
internal static class Csv
{
    public static IReadOnlyList<string[]> Rows(string text)
    {
        var rows = new List<string[]>();
        var (row, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quoted && character == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[++i]);
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (character is ',' or '\n'))
            {
                row.Add(field.ToString());
                field.Clear();
                if (character == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                field.Append(character);
            }
        }

        return rows;
    }
}
