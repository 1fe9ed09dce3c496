using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher;

/// <summary>Reads inputs and labels from the files that options name.</summary>
internal static class LabelledFiles
{
    /// <exception cref="CompositionException">A file cannot be read, or they do not fit together.</exception>
    public static DataSet Read(DataSetTeacherOptions options)
    {
        var table = ReadTable(options.Inputs, options.Header);
        if (options.Labels is null)
        {
            return options.LabelColumns.Count > 0
                ? Split(table, options)
                : throw new CompositionException("Labels is missing; allowed: the path of a file, or LabelColumns with the names of columns of the inputs");
        }

        if (options.LabelColumns.Count > 0)
        {
            throw new CompositionException("Labels and LabelColumns exclude each other; choose one");
        }

        var labels = ReadTable(options.Labels, options.Header).Values;
        return labels.RowCount == table.Values.RowCount
            ? new DataSet(table.Values, labels)
            : throw new CompositionException($"{options.Inputs} has {table.Values.RowCount} rows, and {options.Labels} has {labels.RowCount}; there must be as many labels as inputs");
    }

    private static DataSet Split(Table table, DataSetTeacherOptions options)
    {
        var names = table.Names ?? throw new CompositionException($"LabelColumns needs the names of columns, and {options.Inputs} has none");
        var labels = options.LabelColumns.Select(name => Array.IndexOf(names, name) is >= 0 and var column
            ? column
            : throw new CompositionException($"LabelColumns: {options.Inputs} has no column '{CsvFile.Shown(name)}'; its columns: {string.Join(", ", names.Select(CsvFile.Shown))}")).ToArray();
        int[] inputs = [.. Enumerable.Range(0, names.Length).Except(labels)];
        return inputs.Length > 0 && labels.Distinct().Count() == labels.Length
            ? new DataSet(Columns(table.Values, inputs), Columns(table.Values, labels))
            : throw new CompositionException($"LabelColumns is [{string.Join(", ", options.LabelColumns)}]; allowed: different columns, not all of {options.Inputs}");
    }

    private static Matrix<double> Columns(Matrix<double> values, int[] columns)
        => Matrix<double>.Build.Dense(values.RowCount, columns.Length, (n, k) => values[n, columns[k]]);

    private static Table ReadTable(string path, bool? header)
    {
        try
        {
            return TableCache.Get(path, header, () => Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".npy" => new Table(null, ReadNpy(path)),
                ".csv" => CsvFile.Read(path, header),
                var other => throw new CompositionException($"{path}: is of the kind '{other}'; allowed: .npy, .csv"),
            });
        }
        catch (InvalidDataException exception)
        {
            throw new CompositionException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CompositionException($"{path}: cannot be read: {exception.Message}");
        }
    }

    private static Matrix<double> ReadNpy(string path)
    {
        using var stream = File.OpenRead(path);
        var values = NpyFormat.Read(stream);
        return values.Find(value => !double.IsFinite(value), Zeros.AllowSkip) is { } bad
            ? throw new InvalidDataException($"row {bad.Item1}, column {bad.Item2} (from 0) is {CsvFile.Text(bad.Item3)}; allowed: finite numbers")
            : values;
    }
}
