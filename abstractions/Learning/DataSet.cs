using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>A labelled sample.</summary>
/// <param name="Inputs">One input per row, N x d.</param>
/// <param name="Labels">N x k.</param>
public sealed record DataSet(Matrix<double> Inputs, Matrix<double> Labels)
{
    /// <summary>The number N of examples.</summary>
    public int Count => Inputs.RowCount;

    /// <summary>The first examples.</summary>
    /// <param name="count">How many.</param>
    public DataSet First(int count)
        => new(Inputs.SubMatrix(0, count, 0, Inputs.ColumnCount), Labels.SubMatrix(0, count, 0, Labels.ColumnCount));

    /// <summary>Draws a sample from a teacher.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="count">The number N of examples.</param>
    /// <param name="stream">Inputs and label noise are drawn from two children of it, so that noise never changes the inputs.</param>
    public static DataSet Draw(ITeacher teacher, int count, RandomStream stream)
    {
        var inputs = teacher.Inputs.Draw(count, stream.Child("inputs"));
        return new DataSet(inputs, teacher.Label(inputs, stream.Child("noise")));
    }
}
