using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage.Filters;

/// <summary>Reads "loss &lt; 1e-3 and not (model = ntk or seed != 1)": `not` binds closest, then `and`, then `or`.</summary>
internal sealed class FilterParser
{
    private static readonly string[] Keywords = ["and", "or", "not"];
    private readonly IReadOnlyList<Token> _tokens;
    private int _at;

    private FilterParser(IReadOnlyList<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_at];

    /// <exception cref="ConfigurationException">It is no filter; the message names the place.</exception>
    public static Filter Parse(string text)
    {
        var parser = new FilterParser(FilterLexer.Read(text));
        var filter = parser.ReadOr();
        return parser.Current.Kind == TokenKind.End ? filter : throw parser.Expected("'and', 'or' or the end");
    }

    private Filter ReadOr()
    {
        var filter = ReadAnd();
        while (TakeKeyword("or"))
        {
            filter = new Or(filter, ReadAnd());
        }

        return filter;
    }

    private Filter ReadAnd()
    {
        var filter = ReadNot();
        while (TakeKeyword("and"))
        {
            filter = new And(filter, ReadNot());
        }

        return filter;
    }

    private Filter ReadNot()
    {
        if (TakeKeyword("not"))
        {
            return new Not(ReadNot());
        }

        if (Current.Kind != TokenKind.Open)
        {
            return ReadComparison();
        }

        _at++;
        var filter = ReadOr();
        Take("'and', 'or' or ')'", token => token.Kind == TokenKind.Close);
        return filter;
    }

    private Comparison ReadComparison() => new(
        Take("a name", IsText),
        Take("a comparison (<, <=, >, >=, = or !=)", token => token.Kind == TokenKind.Operator).Text,
        Take("a number, a word or text in quotes", token => token.Kind == TokenKind.Number || IsText(token)));

    private static bool IsText(Token token) => token.Kind == TokenKind.Quoted || (token.Kind == TokenKind.Word && !Keywords.Any(token.Is));

    private bool TakeKeyword(string keyword)
    {
        var found = Current.Is(keyword);
        _at += found ? 1 : 0;
        return found;
    }

    private Token Take(string what, Func<Token, bool> fits)
    {
        var token = Current;
        if (!fits(token))
        {
            throw Expected(what);
        }

        _at++;
        return token;
    }

    private ConfigurationException Expected(string what) => FilterLexer.Error(Current.Place, $"expected {what}, found {Current}");
}
