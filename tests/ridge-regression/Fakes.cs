using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RidgeRegression.Tests;

/// <summary>The kernel exp(-|x - z|), whose matrices are well conditioned, times a scale.</summary>
internal sealed class ExponentialKernel(double scale = 1) : IKernelModel
{
    public Matrix<double>? Centres { get; private set; }

    public Matrix<double>? Coefficients { get; private set; }

    public IReadOnlyList<NamedArray> Weights => [];

    public IKernelMatrix Bind(Matrix<double> left, Matrix<double> right) => new Values(this, left, right);

    public void SetExpansion(Matrix<double> centres, Matrix<double> coefficients) => (Centres, Coefficients) = (centres, coefficients);

    public Matrix<double> Predict(Matrix<double> inputs) => Compute(inputs, Centres!) * Coefficients!;

    public Matrix<double> Compute(Matrix<double> left, Matrix<double> right)
        => Matrix<double>.Build.Dense(left.RowCount, right.RowCount, (i, j) => scale * Math.Exp(-(left.Row(i) - right.Row(j)).L2Norm()));

    private sealed class Values(ExponentialKernel kernel, Matrix<double> left, Matrix<double> right) : IKernelMatrix
    {
        public int Rows => left.RowCount;

        public int Columns => right.RowCount;

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            var values = kernel.Compute(left.SubMatrix(row, rows, 0, left.ColumnCount), right.SubMatrix(column, columns, 0, right.ColumnCount));
            values.ToRowMajorArray().CopyTo(block);
        }
    }
}

/// <summary>The kernel exp(-|x - z|) of numbers: its values take no memory but their own.</summary>
internal sealed class ExponentialKernelOfNumbers : IKernelModel
{
    public IReadOnlyList<NamedArray> Weights => [];

    public IKernelMatrix Bind(Matrix<double> left, Matrix<double> right) => new Values(left.Column(0).ToArray(), right.Column(0).ToArray());

    public void SetExpansion(Matrix<double> centres, Matrix<double> coefficients)
    {
    }

    public Matrix<double> Predict(Matrix<double> inputs) => throw new NotSupportedException();

    private sealed class Values(double[] left, double[] right) : IKernelMatrix
    {
        public int Rows => left.Length;

        public int Columns => right.Length;

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    block[(i * columns) + j] = Math.Exp(-Math.Abs(left[row + i] - right[column + j]));
                }
            }
        }
    }
}

/// <summary>The features 1, x_k and x_k^2.</summary>
internal sealed class SquareFeatures(int dimension) : IFeatureModel
{
    public int Features => 1 + (2 * dimension);

    public Matrix<double>? Fitted { get; private set; }

    public IReadOnlyList<NamedArray> Weights => [];

    public Matrix<double> Evaluate(Matrix<double> inputs)
        => Matrix<double>.Build.Dense(inputs.RowCount, 1, 1).Append(inputs).Append(inputs.PointwisePower(2));

    public void SetWeights(Matrix<double> weights) => Fitted = weights;

    public Matrix<double> Predict(Matrix<double> inputs) => Evaluate(inputs) * Fitted!;
}

internal static class Samples
{
    public static DataSet Draw(int count, int dimension, int outputs = 1)
        => new(new StandardGaussian(dimension).Draw(count, new RandomStream(1)), new StandardGaussian(outputs).Draw(count, new RandomStream(2)));

    public static double Reported(this IOptimizer optimizer, string name) => optimizer.Report().Single(metric => metric.Name == name).Value;

    public static StepResult Run(this IOptimizer optimizer)
    {
        for (var step = 1L; ; step++)
        {
            var result = optimizer.Step();
            if (result.Finished || step == optimizer.Steps)
            {
                return result;
            }
        }
    }
}
