using BeyondNtk.Abstractions;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing;

/// <summary>Checks of the model of a trial, when it is an <see cref="IKernelModel"/>.</summary>
public static class KernelChecks
{
    /// <summary>K(x, z) = K(z, x).</summary>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void KernelIsSymmetric(Trial trial)
    {
        using var composition = trial.Compose();
        var kernel = Kernel(composition);
        trial.RequireClose(trial.Model, "the kernel is symmetric", kernel.Transpose(), kernel);
    }

    /// <summary>The kernel matrix of a few points has no negative eigenvalue.</summary>
    /// <exception cref="ConformanceException">It has one beyond roundoff.</exception>
    public static void KernelIsPositive(Trial trial)
    {
        using var composition = trial.Compose();
        var kernel = Kernel(composition);
        var eigenvalues = ((kernel + kernel.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToArray();
        if (!(eigenvalues.Min() >= -1e4 * trial.UnitRoundoff * eigenvalues.Max()))
        {
            throw new ConformanceException(
                trial.Model.Implementation, "the kernel is positive semi-definite",
                $"on the first {kernel.RowCount} examples its smallest eigenvalue is {eigenvalues.Min():g6}, its largest {eigenvalues.Max():g6}", trial.Seed);
        }
    }

    /// <summary>A block of the matrix is the same as that part of the whole.</summary>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void BlocksAgreeWithTheWhole(Trial trial)
    {
        using var composition = trial.Compose();
        var bound = ((IKernelModel)composition.Model).Bind(composition.Inputs, composition.Inputs);
        trial.RequireClose(
            trial.Model, "a block of the kernel matrix is that part of the whole",
            Block(bound, 0, bound.Rows, 0, bound.Columns).SubMatrix(1, 3, 2, 5), Block(bound, 1, 3, 2, 5));
    }

    /// <summary>The predictions are those of the expansion that was set: sum_n K(x, x_n) alpha_n.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void PredictionIsTheExpansion(Trial trial)
    {
        using var composition = trial.Compose();
        var model = (IKernelModel)composition.Model;
        var stream = trial.Stream("coefficients");
        var coefficients = Matrix<double>.Build.Dense(composition.Sample.Count, 1, (_, _) => stream.NextGaussian());
        var bound = model.Bind(composition.Inputs, composition.Sample.Inputs);
        model.SetExpansion(composition.Sample.Inputs, coefficients);
        trial.RequireClose(
            trial.Model, "predictions are the kernel times the coefficients",
            Block(bound, 0, bound.Rows, 0, bound.Columns) * coefficients, model.Predict(composition.Inputs));
    }

    private static Matrix<double> Kernel(Composition composition)
    {
        var bound = ((IKernelModel)composition.Model).Bind(composition.Inputs, composition.Inputs);
        return Block(bound, 0, bound.Rows, 0, bound.Columns);
    }

    private static Matrix<double> Block(IKernelMatrix kernel, int row, int rows, int column, int columns)
    {
        var block = new double[rows * columns];
        kernel.Fill(row, rows, column, columns, block);
        return Matrix<double>.Build.DenseOfRowMajor(rows, columns, block);
    }
}
