using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher;

/// <summary>
/// A labelled data set from files. A sample is its first rows, in a random order or in the order of the files; the last rows are held out, and the
/// law of the inputs is uniform on them (on all rows if none are held out). The target is the mean label of the rows that have the input.
/// </summary>
public sealed class DataSetTeacher : IDataSetTeacher
{
    private readonly Lazy<RowLabels> _labels;

    /// <summary>Reads the files and divides their rows.</summary>
    /// <exception cref="CompositionException">A file is not as the options say, or has too few rows.</exception>
    public DataSetTeacher(DataSetTeacherOptions options, RandomStream stream)
    {
        var data = LabelledFiles.Read(options);
        var training = data.Count - options.HeldOut;
        if (training < 1)
        {
            throw new CompositionException($"HeldOut is {options.HeldOut}, and {options.Inputs} has {data.Count} rows; at most {data.Count - 1} can be held out");
        }

        int[] order = [.. Enumerable.Range(0, data.Count)];
        if (options.Shuffle)
        {
            Shuffle(order, stream);
        }

        Training = Rows(data, order[..training]);
        HeldOut = options.HeldOut > 0 ? Rows(data, order[training..]) : null;
        Inputs = new RowLaw((HeldOut ?? Training).Inputs);
        _labels = new Lazy<RowLabels>(() => new RowLabels(data));
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public int Outputs => Training.Labels.ColumnCount;

    /// <inheritdoc/>
    public DataSet Training { get; }

    /// <inheritdoc/>
    public DataSet? HeldOut { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is not a row of the data.</exception>
    public Matrix<double> Target(Matrix<double> inputs) => _labels.Value.Find(inputs);

    private static DataSet Rows(DataSet data, int[] rows) => new(Rows(data.Inputs, rows), Rows(data.Labels, rows));

    private static Matrix<double> Rows(Matrix<double> matrix, int[] rows)
        => Matrix<double>.Build.Dense(rows.Length, matrix.ColumnCount, (i, k) => matrix[rows[i], k]);

    // Fisher and Yates: every order is equally likely.
    private static void Shuffle(int[] order, RandomStream stream)
    {
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = stream.Next(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }
}
