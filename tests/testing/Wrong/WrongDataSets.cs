using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound data set of 20 examples of |x_1| + |x_2| + |x_3|, of which 8 are held out, that each of the others spoils in one way.</summary>
internal class SoundDataSet : SoundTeacher, IDataSetTeacher
{
    public override InputLaw Inputs => new RowsOf(DrawnFrom.Inputs);

    public DataSet Training { get; } = Rows(0, 12);

    public DataSet? HeldOut { get; } = Rows(12, 8);

    protected virtual DataSet DrawnFrom => HeldOut!;

    private static DataSet Rows(int first, int count)
    {
        var inputs = new StandardGaussian(3).Draw(first + count, new RandomStream(1)).SubMatrix(first, count, 0, 3);
        return new DataSet(inputs, inputs.PointwiseAbs().RowSums().ToColumnMatrix());
    }

    private sealed class RowsOf(Matrix<double> rows) : InputLaw(3)
    {
        public override Matrix<double> Draw(int count, RandomStream stream)
            => Matrix<double>.Build.DenseOfRowVectors(Enumerable.Range(0, count).Select(_ => rows.Row(stream.Next(rows.RowCount))));
    }
}

internal sealed class DataSetOfWhatWasLearnt : SoundDataSet
{
    protected override DataSet DrawnFrom => Training;
}

internal sealed class DataSetWithoutTargets : SoundDataSet
{
    public override Matrix<double> Target(Matrix<double> inputs) => base.Target(inputs) * double.NaN;
}
