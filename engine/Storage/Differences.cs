using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage;

/// <summary>Where two lists of named values differ.</summary>
internal static class Differences
{
    /// <summary>In the order of the first list, what only the second has at the end; null stands for what one lacks.</summary>
    public static IReadOnlyList<(string Name, string? One, string? Other)> Of(IEnumerable<(string Name, object Value)> one, IEnumerable<(string Name, object Value)> other)
    {
        var (ones, others) = (Texts(one), Texts(other));
        return
        [
            .. ones.Keys.Union(others.Keys)
                .Select(name => (Name: name, One: ones.GetValueOrDefault(name), Other: others.GetValueOrDefault(name)))
                .Where(pair => pair.One != pair.Other),
        ];
    }

    private static OrderedDictionary<string, string> Texts(IEnumerable<(string Name, object Value)> values)
    {
        var texts = new OrderedDictionary<string, string>();
        foreach (var (name, value) in values)
        {
            texts[name] = Scalars.Text(value);
        }

        return texts;
    }
}
