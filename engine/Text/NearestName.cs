namespace BeyondNtk.Engine.Text;

/// <summary>Guesses what a person meant to type.</summary>
internal static class NearestName
{
    private const int FewestForBeginning = 3;

    /// <summary>What is allowed, and the nearest of it where one is near: a tail for an error message.</summary>
    public static string Hint(string typed, IReadOnlyCollection<string> allowed)
    {
        if (allowed.Count == 0)
        {
            return "there is nothing to choose from";
        }

        var list = $"allowed: {string.Join(", ", allowed)}";
        return Find(typed, allowed) is { } near ? $"{list}; did you mean '{near}'?" : list;
    }

    /// <summary>The allowed name with the fewest edits, if they are few for its length, or else the only one that begins like it.</summary>
    public static string? Find(string typed, IEnumerable<string> allowed) => FindByEdits(typed, allowed) ?? FindByBeginning(typed, allowed);

    private static string? FindByBeginning(string typed, IEnumerable<string> allowed)
        => typed.Length >= FewestForBeginning && allowed.Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null;

    private static string? FindByEdits(string typed, IEnumerable<string> allowed)
        => allowed.Select(name => (name, Edits: Edits(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(guess => guess.Edits <= Math.Max(2, guess.name.Length / 3))
            .OrderBy(guess => guess.Edits)
            .Select(guess => guess.name)
            .FirstOrDefault();

    // The Levenshtein distance, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
