using System.Globalization;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage.Filters;

/// <summary>Cuts a filter into tokens.</summary>
internal static class FilterLexer
{
    // SQLite and the stack have their limits; nobody types a filter that comes near this one.
    private const int MostTokens = 400;

    private static readonly string[] Operators = ["<", "<=", ">", ">=", "=", "!="];

    /// <exception cref="ConfigurationException">Something in it is no token.</exception>
    public static IReadOnlyList<Token> Read(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var (token, length) = Next(text, at);
            tokens.Add(token);
            at += length;
            if (tokens.Count > MostTokens)
            {
                throw Error(at, $"the filter is too long; allowed: {MostTokens} words, numbers and signs");
            }
        }

        return [.. tokens, new Token(TokenKind.End, "", text.Length + 1)];
    }

    public static ConfigurationException Error(int place, string message)
        => new(string.Create(CultureInfo.InvariantCulture, $"--where: character {place}: {message}"));

    private static (Token Token, int Length) Next(string text, int at)
    {
        var first = text[at];
        if (first is '(' or ')')
        {
            return (new Token(first == '(' ? TokenKind.Open : TokenKind.Close, first.ToString(), at + 1), 1);
        }

        if (first is '\'' or '"')
        {
            var end = text.IndexOf(first, at + 1);
            return end >= 0
                ? (new Token(TokenKind.Quoted, text[(at + 1)..end], at + 1), end + 1 - at)
                : throw Error(at + 1, $"the text that begins here has no closing {first}");
        }

        if (IsSign(first))
        {
            var sign = Run(text, at, IsSign);
            return Operators.Contains(sign)
                ? (new Token(TokenKind.Operator, sign, at + 1), sign.Length)
                : throw Error(at + 1, $"'{sign}' is no comparison; allowed: {string.Join(", ", Operators)}");
        }

        var word = Run(text, at, IsOfWord);
        var number = Number(word);
        return (new Token(number is null ? TokenKind.Word : TokenKind.Number, word, at + 1, number), word.Length);
    }

    private static string Run(string text, int at, Func<char, bool> belongs) => string.Concat(text.Skip(at).TakeWhile(belongs));

    private static bool IsSign(char character) => character is '<' or '>' or '=' or '!';

    private static bool IsOfWord(char character) => !char.IsWhiteSpace(character) && !IsSign(character) && character is not ('(' or ')' or '\'' or '"');

    private static object? Number(string word)
    {
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        return word.ToLowerInvariant() switch
        {
            "inf" or "+inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
    }
}
