using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Testing.Trials;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Checks;

/// <summary>Compares matrices with their expected values.</summary>
internal static class Agreement
{
    // Sums of some hundred terms that cancel to a hundredth of their size still agree.
    private const double Roundoffs = 1e4;

    public static void RequireShape(this Trial trial, Part part, string what, Matrix<double> found, int rows, int columns)
    {
        if (found.RowCount != rows || found.ColumnCount != columns)
        {
            throw new ConformanceException(
                part.Implementation, $"{what} are {rows} x {columns} here", $"they are {found.RowCount} x {found.ColumnCount}", trial.Seed);
        }
    }

    /// <summary>Fails at the entry that is furthest from its expected value, if roundoff does not explain the difference.</summary>
    public static void RequireClose(this Trial trial, Part part, string rule, Matrix<double> expected, Matrix<double> found)
    {
        trial.RequireShape(part, $"{rule}: the values", found, expected.RowCount, expected.ColumnCount);
        var allowed = Roundoffs * trial.UnitRoundoff * Math.Max(Largest(expected), Largest(found));
        var (row, column, difference) = (found - expected).PointwiseAbs().EnumerateIndexed()
            .MaxBy(entry => double.IsNaN(entry.Item3) ? double.PositiveInfinity : entry.Item3);
        if (!(difference <= allowed))
        {
            throw new ConformanceException(
                part.Implementation, rule,
                $"entry [{row}, {column}] should be {expected[row, column]:r} and is {found[row, column]:r}, further apart than {allowed:g2}", trial.Seed);
        }
    }

    public static void RequireClose(this Trial trial, Part part, string rule, double expected, double found)
        => trial.RequireClose(part, rule, Matrix<double>.Build.Dense(1, 1, expected), Matrix<double>.Build.Dense(1, 1, found));

    /// <summary>f(x) = sum_i c_i act(&lt;w_i, x&gt; + b_i), term by term. N x k.</summary>
    public static Matrix<double> Evaluate(Neurons neurons, Matrix<double> inputs)
        => inputs.TransposeAndMultiply(neurons.Weights).MapIndexed((_, i, z) => neurons.Activation.Value(z + (neurons.Biases?[i] ?? 0)), Zeros.Include) * neurons.Outputs;

    /// <summary>The rows from the last to the first.</summary>
    public static Matrix<double> Reversed(Matrix<double> rows)
        => Matrix<double>.Build.DenseOfRows(rows.EnumerateRows().Reverse());

    private static double Largest(Matrix<double> values) => values.Enumerate().Max(Math.Abs);
}
