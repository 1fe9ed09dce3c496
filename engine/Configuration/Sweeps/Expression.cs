using System.Globalization;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>What is wrong with an expression; the caller knows where it stands.</summary>
internal sealed class ExpressionException(string message) : Exception(message);

/// <summary>
/// Numbers, + - * / ^, parentheses and names of settings: "10 * Teacher:Dimension^2". A name begins with a letter and runs to the next blank,
/// operator other than '-', or parenthesis: labels such as random-features hold a '-', so a minus after a name stands between blanks.
/// </summary>
internal sealed class Expression
{
    // Deeper ones would end the process, not the reading.
    private const int MostNested = 100;

    private readonly string _text;
    private readonly Func<string, double> _valueOf;
    private int _at;
    private int _nested;

    private Expression(string text, Func<string, double> valueOf) => (_text, _valueOf) = (text, valueOf);

    /// <param name="text">The expression.</param>
    /// <param name="valueOf">The value of a name; throws <see cref="ExpressionException"/> for one that has none.</param>
    /// <exception cref="ExpressionException">It is not well formed, or its value is no finite number.</exception>
    public static double Evaluate(string text, Func<string, double> valueOf)
    {
        var expression = new Expression(text, valueOf);
        var value = expression.Sum();
        if (expression.Peek() is { } left)
        {
            throw expression.Unexpected(left);
        }

        return double.IsFinite(value) ? value : throw new ExpressionException($"its value is {value.ToString(CultureInfo.InvariantCulture)}, which is no number to compute with");
    }

    private double Sum()
    {
        var value = Product();
        while (Peek() is '+' or '-')
        {
            value = Take() == '+' ? value + Product() : value - Product();
        }

        return value;
    }

    private double Product()
    {
        var value = Signed();
        while (Peek() is '*' or '/')
        {
            value = Take() == '*' ? value * Signed() : value / Signed();
        }

        return value;
    }

    // As in mathematics -2^2 is -4. Whatever is nested, by a parenthesis, a power or a sign, comes through here.
    private double Signed()
    {
        if (++_nested > MostNested)
        {
            throw new ExpressionException($"it is nested more than {MostNested} deep");
        }

        double value;
        if (Peek() is '-')
        {
            Take();
            value = -Signed();
        }
        else
        {
            value = Power();
        }

        _nested--;
        return value;
    }

    private double Power()
    {
        var value = Operand();
        if (Peek() is not '^')
        {
            return value;
        }

        Take();
        return Math.Pow(value, Signed());
    }

    private double Operand()
    {
        switch (Peek())
        {
            case '(':
                Take();
                var inner = Sum();
                if (Peek() is not ')')
                {
                    throw new ExpressionException("a '(' is not closed");
                }

                Take();
                return inner;
            case { } first when char.IsAsciiDigit(first) || first == '.':
                return Number();
            case { } first when char.IsLetter(first):
                return _valueOf(Name());
            case { } other:
                throw Unexpected(other);
            default:
                throw new ExpressionException("it ends where a number or the name of a setting is expected");
        }
    }

    private double Number()
    {
        var start = _at;
        SkipDigits();
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
            {
                _at++;
            }

            SkipDigits();
        }

        var digits = _text[start.._at];
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ExpressionException($"'{digits}' is no number");
    }

    private void SkipDigits()
    {
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }
    }

    private string Name()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('+' or '*' or '/' or '^' or '(' or ')'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private char? Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : null;
    }

    private char Take() => _text[_at++];

    private ExpressionException Unexpected(char found)
        => new($"'{found}' at place {_at + 1} is not expected there; allowed: numbers, + - * / ^, parentheses and names of settings such as Teacher:Dimension");
}
