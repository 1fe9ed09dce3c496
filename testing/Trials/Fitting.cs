using BeyondNtk.Abstractions.Capabilities;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Trials;

/// <summary>Gives weights to models that predict zero until they are fitted.</summary>
internal static class Fitting
{
    /// <summary>The trial composed, and its model with random output weights or a random expansion on the sample if it has either.</summary>
    public static Composition ComposeFitted(this Trial trial)
    {
        var composition = trial.Compose();
        if (composition.Model is IFeatureModel features)
        {
            features.SetWeights(Coefficients(trial, features.Features, composition));
        }

        if (composition.Model is IKernelModel kernel)
        {
            kernel.SetExpansion(composition.Sample.Inputs, Coefficients(trial, composition.Sample.Count, composition));
        }

        return composition;
    }

    /// <summary>The same random numbers at every call, count x k.</summary>
    public static Matrix<double> Coefficients(Trial trial, int count, Composition composition)
    {
        var stream = trial.Stream("coefficients");
        return Matrix<double>.Build.Dense(count, composition.Teacher.Outputs, (_, _) => stream.NextGaussian());
    }

    /// <summary>A block of a kernel matrix, rows x columns.</summary>
    public static Matrix<double> Block(IKernelMatrix kernel, int row, int rows, int column, int columns)
    {
        var block = new double[rows * columns];
        kernel.Fill(row, rows, column, columns, block);
        return Matrix<double>.Build.DenseOfRowMajor(rows, columns, block);
    }

    /// <summary>All of a kernel matrix.</summary>
    public static Matrix<double> Whole(IKernelMatrix kernel) => Block(kernel, 0, kernel.Rows, 0, kernel.Columns);
}
