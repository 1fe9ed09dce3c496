using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Testing.Trials;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the model of a trial, if it is an <see cref="IKernelModel"/>.</summary>
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
        var bound = ((IKernelModel)composition.Model).Bind(Between(trial, composition), composition.Inputs);
        trial.RequireClose(
            trial.Model, "a block of the kernel matrix is that part of the whole",
            Fitting.Whole(bound).SubMatrix(1, 3, 2, 5), Fitting.Block(bound, 1, 3, 2, 5));
    }

    /// <summary>The predictions are those of the expansion that was set: sum_n K(x, x_n) alpha_n.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void PredictionIsTheExpansion(Trial trial)
    {
        using var composition = trial.ComposeFitted();
        var model = (IKernelModel)composition.Model;
        var points = Between(trial, composition);
        var expected = Fitting.Whole(model.Bind(points, composition.Sample.Inputs)) * Fitting.Coefficients(trial, composition.Sample.Count, composition);
        trial.RequireClose(trial.Model, "predictions are the kernel times the coefficients", expected, model.Predict(points));
    }

    private static Matrix<double> Kernel(Composition composition)
        => Fitting.Whole(((IKernelModel)composition.Model).Bind(composition.Inputs, composition.Inputs));

    // Points that are not in the sample: where two coincide a kernel may have a square-root singularity, as arc-cosine kernels do, and a rounding
    // error of <x, z> becomes its square root. 8 x d.
    private static Matrix<double> Between(Trial trial, Composition composition)
    {
        var inputs = composition.Sample.Inputs;
        var stream = trial.Stream("points");
        return Matrix<double>.Build.Dense(8, inputs.ColumnCount, (i, k) => inputs[i, k] + (0.1 * stream.NextGaussian()));
    }
}
