using System.Text;
using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Tests;

/// <summary>One change to a configuration. Any three numbers are one, so that failing cases can be shrunk.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">Where, counted over all places there are.</param>
/// <param name="Choice">Which of the values or keys is taken.</param>
public sealed record Mutation(int Kind, int Place, int Choice)
{
    public const int OfTree = 8;
    public const int OfText = 7;

    private const string Deep = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";

    private static readonly string[] Values =
    [
        "null", "true", "\"\"", "\" \"", "0", "-1", "1.5", "1e4", "1e-400", "1e400", "-1e400", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999999999",
        "1.0000000000000000000000000001", "\"NaN\"", "\"Infinity\"", "\"1\"", "[]", "{}", "[null]", "[{}]", "[1, 2]", "[\"a\", \"a\"]", Deep, "{ \"Name\": 3 }", "{ \"Name\": null }", "{ \"Name\": \"plain\" }",
        "{ \"a:b\": \"= 1\", \"a\": { \"b\": \"= 2\" } }", "\"1..3\"", "\"3..1\"", "\"1..99999999\"", "\"..\"", "\"1...2\"", "\"=\"", "\"= 1 / 0\"", "\"= (\"", "\"= 2^3^2^1\"", "\"= -(-(-1))\"",
        "\"= Samples\"", "\"= Seed + Samples * 1e300 * 1e300\"", "\"= Let:a + Let:a\"", "\"= Let:b\"", "\"= Teacher\"", "\"= Sweep:Seed\"", "\"= Learners:first-1\"", "\"= Teacher:Dimension:0\"", "\"= ü\"", "\"= :\"",
        "\"ü\\u0000😀\"", "\"../..\"", "\".\"", "\"plain\"", "\"network\"", "\"trainable\"", "\"gradient\"", "\"abs\"", "\"relu-student\"", "\"sgd\"", "\"tensor-terms\"", "\"*:*\"", "\"step\"",
    ];

    private static readonly string[] Keys =
    [
        "", " ", "Name", "name", "Seed", "Samples", "Teacher", "Learners", "Model", "Optimizer", "Objective", "Evaluators", "Let", "Sweep", "Zip", "Figures", "Every", "PerDecade", "Steps", "Stages",
        "Dimension", "Teacher:Dimension", "Learners:first:Optimizer:Steps", "Sweep:Seed", "a", "b", "a:b", ":", "::", "0", "X", "Y", "ü", "../x", ".", "$schema", "Serilog", "Threads", "Run", "Experiments",
    ];

    private static readonly string[] Snippets =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\u00", "//", "/*", "*/", "\ufeff", "\0", "\ud800", "null", "1e", "-", "NaN", "'", "\n", "😀", "\"Seed\": 1,", new string('[', 2000), new string('{', 3),
    ];

    /// <summary>The change as an assignment of --set.</summary>
    public string Assignment => Kind switch
    {
        0 => Pick(Keys, Place),
        1 => $"{string.Concat(Enumerable.Repeat("a:", 1 << (Place % 14)))}b={Pick(Values, Choice)}",
        2 => $"={Pick(Values, Choice)}",
        3 => $"Let:a=={new string('(', 1 << (Place % 14))}",
        _ => $"{Pick(Keys, Place)}:{Pick(Keys, Choice / Keys.Length)}={Pick(Values, Choice).Trim('"')}",
    };

    /// <summary>Changes a tree in place.</summary>
    public void Apply(JsonObject root)
    {
        JsonNode[] places = [.. Under(root).Where(node => node.Parent is not null)];
        if (places.Length == 0)
        {
            return;
        }

        var node = Pick(places, Place);
        switch (Kind)
        {
            case 0:
                Remove(node);
                break;
            case 1 when node.Parent is JsonObject group:
                var copy = node.DeepClone();
                group.Remove(node.GetPropertyName());
                group[Pick(Keys, Choice)] = copy;
                break;
            case 2 when node is JsonObject group:
                group[Pick(Keys, Choice)] = JsonNode.Parse(Pick(Values, Choice / Keys.Length));
                break;
            case 3 when node.Parent is JsonObject group:
                group[Pick(Keys, Choice)] = node.DeepClone();
                break;
            case 4 when node is JsonArray list:
                list.Add(JsonNode.Parse(Pick(Values, Choice)));
                break;
            case 5:
                node.ReplaceWith(Pick(places, Choice).DeepClone());
                break;
            default:
                node.ReplaceWith(JsonNode.Parse(Pick(Values, Choice)));
                break;
        }
    }

    /// <summary>Changes the text of a file.</summary>
    public string Apply(string text)
    {
        var at = text.Length == 0 ? 0 : Place % text.Length;
        var end = Math.Min(text.Length, at + 1 + (Choice % 40));
        return Kind switch
        {
            0 => text[..at],
            1 => text[at..],
            2 => text.Remove(at, end - at),
            3 => text.Insert(at, text[at..end]),
            4 => Flipped(text, at),
            _ => text.Insert(at, Pick(Snippets, Choice)),
        };
    }

    // One bit of one byte; what is no UTF-8 any more is read as the host reads it.
    private string Flipped(string text, int at)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0)
        {
            bytes[at % bytes.Length] ^= (byte)(1 << (Choice % 8));
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonObject group)
        {
            group.Remove(node.GetPropertyName());
        }
        else if (node.Parent is JsonArray list)
        {
            list.Remove(node);
        }
    }

    private static IEnumerable<JsonNode> Under(JsonNode node) => node switch
    {
        JsonObject group => group.Where(entry => entry.Value is not null).SelectMany(entry => Under(entry.Value!)).Prepend(node),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Under).Prepend(node),
        _ => [node],
    };

    private static T Pick<T>(IReadOnlyList<T> list, int number) => list[number % list.Count];
}
