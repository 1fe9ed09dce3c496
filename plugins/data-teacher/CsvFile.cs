using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher;

/// <summary>Numbers in rows and columns.</summary>
/// <param name="Names">The names of the columns; null when they have none.</param>
/// <param name="Values">The numbers.</param>
internal sealed record Table(string[]? Names, Matrix<double> Values);

/// <summary>Numbers as comma-separated values: '.' is the decimal point whatever the locale, empty lines are passed over, no field holds a comma.</summary>
internal static class CsvFile
{
    /// <param name="path">The file.</param>
    /// <param name="header">Whether the first line names the columns; null when it is to be told from its fields.</param>
    /// <exception cref="InvalidDataException">A line is not as the first, or a field is no finite number; the message says where.</exception>
    public static Table Read(string path, bool? header)
    {
        string[]? names = null;
        var columns = 0;
        var values = new List<double>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (columns == 0)
            {
                columns = fields.Length;
                if (header ?? IsHeader(fields, number))
                {
                    names = Names(fields, number);
                    continue;
                }
            }

            if (fields.Length != columns)
            {
                throw new InvalidDataException($"line {number} has {fields.Length} {(fields.Length == 1 ? "field" : "fields")}; the first line has {columns}");
            }

            for (var k = 0; k < columns; k++)
            {
                values.Add(double.TryParse(fields[k], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? value
                    : throw new InvalidDataException($"line {number}, column {k + 1} is {(fields[k].Length == 0 ? "empty" : $"'{fields[k]}'")}; allowed: a finite number"));
            }
        }

        return values.Count > 0
            ? new Table(names, Matrix<double>.Build.DenseOfRowMajor(values.Count / columns, columns, values))
            : throw new InvalidDataException("holds no numbers");
    }

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    // pandas numbers columns that have no names: 0, 1, 2 and so on may be a header, or a row.
    private static bool IsHeader(string[] fields, int number)
    {
        if (fields.Select((field, k) => field == k.ToString(CultureInfo.InvariantCulture)).All(same => same))
        {
            throw new InvalidDataException(
                $"line {number} is {string.Join(',', fields.Take(4))}{(fields.Length > 4 ? ",..." : "")}, which may be numbers of columns or a row; set Header to true or false");
        }

        var word = Array.FindIndex(fields, field => !double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return word >= 0 && fields.Any(field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? throw new InvalidDataException($"line {number} has numbers, and column {word + 1} is '{fields[word]}'; if the line names the columns, set Header to true")
            : word >= 0;
    }

    private static string[] Names(string[] fields, int number)
    {
        string[] names = [.. fields.Select(field => field.Trim('"'))];
        if (Array.IndexOf(names, "") is >= 0 and var unnamed)
        {
            throw new InvalidDataException(
                $"line {number}, column {unnamed + 1} has no name; a column without one may hold numbers of rows (pandas leaves them out with index=False)");
        }

        // Of two columns with the name of a label one would be an input, and give the label away.
        return names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twins
            ? throw new InvalidDataException($"line {number} names {twins.Count()} columns '{twins.Key}'; each needs a name of its own")
            : names;
    }
}
