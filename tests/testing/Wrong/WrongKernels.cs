using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound model, the kernel (1 + &lt;x, z&gt;)^2, that each of the others spoils in one way.</summary>
internal class SoundKernel : IKernelModel
{
    protected Matrix<double>? Centres { get; private set; }

    protected Matrix<double>? Coefficients { get; private set; }

    public IReadOnlyList<NamedArray> Weights => [];

    public IKernelMatrix Bind(Matrix<double> left, Matrix<double> right) => new Bound(this, left, right);

    public void SetExpansion(Matrix<double> centres, Matrix<double> coefficients) => (Centres, Coefficients) = (centres, coefficients);

    public virtual Matrix<double> Predict(Matrix<double> inputs)
        => Centres is null ? Matrix<double>.Build.Dense(inputs.RowCount, 1)
            : Matrix<double>.Build.Dense(inputs.RowCount, Centres.RowCount, (i, j) => Value(inputs.Row(i), Centres.Row(j))) * Coefficients;

    protected virtual double Value(Vector<double> x, Vector<double> z) => Math.Pow(1 + (x * z), 2);

    protected virtual (int Row, int Column) Place(int row, int column) => (row, column);

    private sealed class Bound(SoundKernel kernel, Matrix<double> left, Matrix<double> right) : IKernelMatrix
    {
        public int Rows => left.RowCount;

        public int Columns => right.RowCount;

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            (row, column) = kernel.Place(row, column);
            for (var i = 0; i < rows * columns; i++)
            {
                block[i] = kernel.Value(left.Row(row + (i / columns)), right.Row(column + (i % columns)));
            }
        }
    }
}

internal sealed class LopsidedKernel : SoundKernel
{
    protected override double Value(Vector<double> x, Vector<double> z) => base.Value(x, z) + x[0];
}

internal sealed class DistanceKernel : SoundKernel
{
    protected override double Value(Vector<double> x, Vector<double> z) => (x - z).L2Norm();
}

internal sealed class KernelOfFirstBlocks : SoundKernel
{
    protected override (int Row, int Column) Place(int row, int column) => (0, 0);
}

internal sealed class KernelWithoutCoefficients : SoundKernel
{
    public override Matrix<double> Predict(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1);
}

internal sealed class UnseededKernel : SoundKernel
{
    private static int _created;
    private readonly int _number = ++_created;

    protected override double Value(Vector<double> x, Vector<double> z) => _number * base.Value(x, z);
}

internal sealed class CentringKernel : SoundKernel
{
    public override Matrix<double> Predict(Matrix<double> inputs)
    {
        var values = base.Predict(inputs);
        return values - values[0, 0];
    }
}
