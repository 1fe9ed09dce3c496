using System.Globalization;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;
using nietras.SeparatedValues;

namespace BeyondNtk.DataTeacher;

/// <summary>Numbers in rows and columns.</summary>
/// <param name="Names">The names of the columns; null if they have none.</param>
/// <param name="Values">The numbers.</param>
internal sealed record Table(string[]? Names, Matrix<double> Values);

/// <summary>
/// Numbers as comma-separated values, quoted or not, as RFC 4180 defines them: '.' is the decimal point regardless of the locale, empty lines are
/// skipped.
/// </summary>
internal static partial class CsvFile
{
    // This class reports rows that differ in their number of fields, with their line.
    private static readonly SepReaderOptions _options = Sep.New(',').Reader(options => options with
    {
        HasHeader = false,
        Unescape = true,
        Trim = SepTrim.Outer,
        DisableColCountCheck = true,
    });

    /// <param name="path">The file.</param>
    /// <param name="header">Whether the first line names the columns; null if its fields decide.</param>
    /// <exception cref="InvalidDataException">A line is not like the first, or a field is not a finite number; the message says where.</exception>
    public static Table Read(string path, bool? header)
    {
        string[]? names = null;
        var columns = 0;
        var values = new List<double>();

        // A row is named by the line that it starts in: quoted line breaks make it longer.
        var next = 1;
        int? quotedNumbers = null;
        using var rows = _options.FromFile(path);
        while (MoveNext(rows, next))
        {
            var row = rows.Current;
            var line = next;
            next = row.LineNumberToExcl;
            var quotes = row.Span.Count('"');
            if (row.Span.IsWhiteSpace())
            {
                continue;
            }

            if (columns == 0 && row.Span.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException($"line {line} is '{Shown(row.Span.ToString())}', by which spreadsheets name their separator; leave it out, and separate fields by commas");
            }

            if (quotes > 0 && !WellQuoted().IsMatch(row.Span))
            {
                throw new InvalidDataException(
                    $"line {line} has a quote that is not closed, or that is within a field; a field with quotes stands in quotes as a whole, each of its own doubled");
            }

            if (columns == 0)
            {
                columns = row.ColCount;

                // Blanks around a field are not part of it, those within its quotes are.
                var fields = row[..].ToStringsArray();
                fields = quotes == 0 ? Array.ConvertAll(fields, field => field.Trim()) : fields;
                if (header ?? IsHeader(fields, line))
                {
                    names = Names(fields, line);
                    continue;
                }

                quotedNumbers = header is null && quotes == 2 * columns ? line : null;
            }
            else if (quotedNumbers is { } first)
            {
                // Pandas and R put names that are numbers in quotes if they quote only text; if they quote everything, this line is a row.
                quotedNumbers = quotes > 0 ? null : throw new InvalidDataException(
                    $"line {first} has its numbers in quotes, and line {line} has not; if line {first} names the columns, set Header to true, otherwise to false");
            }

            if (row.ColCount != columns)
            {
                throw new InvalidDataException(
                    $"line {line} has {row.ColCount} {(row.ColCount == 1 ? "field" : "fields")}; the first line has {columns}{SeparatorHint(row.Span)}");
            }

            for (var k = 0; k < columns; k++)
            {
                var field = row[k].Span.Trim();
                values.Add(double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? value
                    : throw new InvalidDataException($"line {line}, column {k + 1} is {(field.Length == 0 ? "empty" : $"'{Shown(field.ToString())}'")}; allowed: a finite number{NumberHint(field)}"));
            }
        }

        return values.Count > 0
            ? new Table(names, Matrix<double>.Build.DenseOfRowMajor(values.Count / columns, columns, values))
            : throw new InvalidDataException("holds no numbers");
    }

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field in a message of one line: line breaks as JSON writes them, and only its beginning.</summary>
    public static string Shown(string field)
        => (field.Length > 80 ? field[..80] + "..." : field).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static bool MoveNext(SepReader rows, int line)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (NotSupportedException)
        {
            throw new InvalidDataException($"line {line} begins a row that is too long to read; a quote may not be closed");
        }
    }

    // The reader takes any quote as a bound, and what is next to it as part of the field: "1"2 would be 12.
    [GeneratedRegex("""\A(?>(?: *"(?>(?:[^"]+|"")*)" *|[^",]*)(?:,(?: *"(?>(?:[^"]+|"")*)" *|[^",]*))*)\z""")]
    private static partial Regex WellQuoted();

    private static string SeparatorHint(ReadOnlySpan<char> text) => text.IndexOfAny(';', '\t') >= 0 ? "; fields are separated by commas alone" : "";

    private static string NumberHint(ReadOnlySpan<char> field)
        => !field.Contains(',') ? SeparatorHint(field)
            : field.Contains('.') ? $", without separators of thousands: {Shown(field.ToString().Replace(",", "", StringComparison.Ordinal))}"
            : Thousands().IsMatch(field) ? ", with '.' as its decimal point and no separators of thousands"
            : $", with '.' as its decimal point: {Shown(field.ToString().Replace(',', '.'))}";

    // A comma before three digits may be either.
    [GeneratedRegex(@"\A[+-]?\d{1,3}(,\d{3})+\z")]
    private static partial Regex Thousands();

    // pandas numbers columns without names: 0, 1, 2 and so on may be a header, or a row.
    private static bool IsHeader(string[] fields, int number)
    {
        if (fields.Select((field, k) => field == k.ToString(CultureInfo.InvariantCulture)).All(same => same))
        {
            throw new InvalidDataException(
                $"line {number} is {string.Join(',', fields.Take(4))}{(fields.Length > 4 ? ",..." : "")}, which may be numbers of columns or a row; set Header to true or false");
        }

        var word = Array.FindIndex(fields, field => !double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return word >= 0 && fields.Any(field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? throw new InvalidDataException($"line {number} has numbers, and column {word + 1} is '{Shown(fields[word])}'; if the line names the columns, set Header to true{SeparatorHint(fields[word])}")
            : word >= 0;
    }

    private static string[] Names(string[] names, int number)
    {
        if (Array.IndexOf(names, "") is >= 0 and var unnamed)
        {
            throw new InvalidDataException(
                $"line {number}, column {unnamed + 1} has no name; a column without one may hold numbers of rows (pandas leaves them out with index=False)");
        }

        // Of two columns with the name of a label one would be an input that reveals the label.
        return names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twins
            ? throw new InvalidDataException($"line {number} names {twins.Count()} columns '{Shown(twins.Key)}'; each needs a name of its own")
            : names;
    }
}
