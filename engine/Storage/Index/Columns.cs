using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage.Filters;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>The columns that an index has, found by a full name or by an end of it that no other has.</summary>
/// <param name="kinds">The kinds of value that there are, by the name of the column.</param>
internal sealed class Columns(ILookup<string, string> kinds)
{
    private readonly string[] _names = [.. Facts.Names.Union(kinds.Select(column => column.Key))];

    /// <summary>The column that a comparison is about.</summary>
    /// <exception cref="ConfigurationException">There is none, there are several, or it holds nothing that the value could be compared with.</exception>
    public string Resolve(Comparison comparison)
    {
        var column = Resolve(comparison.Name);
        var isNumber = comparison.Value.Kind == TokenKind.Number;
        var held = kinds[column].ToArray();
        if (held.Length > 0 && held.All(kind => isNumber != (kind == ValueKind.Number)))
        {
            throw FilterLexer.Error(comparison.Value.Place, isNumber
                ? $"'{column}' holds text, and {comparison.Value.Text} is a number; in quotes it is text"
                : $"'{column}' holds numbers, and {comparison.Value} is none");
        }

        return column;
    }

    // The setting "Optimizer:Ridge" and the metric "optimizer:ridge" are two columns: case decides where there is one of each.
    private string Resolve(Token name)
    {
        var found = _names.Where(column => column == name.Text).ToArray();
        if (found.Length == 0)
        {
            found = [.. _names.Where(column => column.Equals(name.Text, StringComparison.OrdinalIgnoreCase))];
        }

        if (found.Length == 0)
        {
            found = [.. _names.Where(column => column.EndsWith(":" + name.Text, StringComparison.OrdinalIgnoreCase))];
        }

        return found switch
        {
            [var only] => only,
            [] => throw FilterLexer.Error(name.Place, $"there is no column '{name.Text}'; {Hint(name.Text)}"),
            _ => throw FilterLexer.Error(name.Place, $"'{name.Text}' may be {string.Join(" or ", found)}; write out which"),
        };
    }

    // The nearest may be a short name too.
    private string Hint(string typed)
    {
        var near = NearestName.Find(typed, _names.Concat(_names.Select(name => name[(name.LastIndexOf(':') + 1)..])));
        return $"allowed, also by an end that no other has: {string.Join(", ", _names)}{(near is null ? "" : $"; did you mean '{near}'?")}";
    }
}
