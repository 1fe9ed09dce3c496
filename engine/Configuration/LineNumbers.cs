using System.Text;
using System.Text.Json;

namespace BeyondNtk.Engine.Configuration;

/// <summary>The lines of a configuration file on which its values begin, by path.</summary>
internal sealed class LineNumbers
{
    private static readonly JsonReaderOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="text">A configuration that can be read.</param>
    public LineNumbers(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, Reading);
        var around = new Stack<(string Path, int Index)>();
        var (path, line, counted) = ("", 1, 0);
        while (reader.Read())
        {
            line += utf8.AsSpan(counted..(int)reader.TokenStartIndex).Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                around.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path = Join(around.Peek().Path, reader.GetString()!);
            }
            else if (around.TryPeek(out var list) && list.Index >= 0)
            {
                path = Join(list.Path, $"{list.Index}");
                around.Pop();
                around.Push((list.Path, list.Index + 1));
            }

            _lines.TryAdd(path, line);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                around.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }
    }

    /// <summary>Whether a value, or a group, at a path is written.</summary>
    public bool Has(string path) => _lines.ContainsKey(path);

    /// <summary>The line of a value, or of the nearest group around its place that is written.</summary>
    public int Of(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf(':', end - 1))
        {
            if (_lines.TryGetValue(path[..end], out var line))
            {
                return line;
            }
        }

        return 1;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
