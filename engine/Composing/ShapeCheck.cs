using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Composing;

/// <summary>Asks parts once for a little of what others will ask them for, and looks at its shape: the part at fault is named, not the one that stumbles.</summary>
internal static class ShapeCheck
{
    private const int Few = 2;

    /// <summary>A few inputs of a teacher with which the others are asked: of the sample where there is one.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="sample">The sample; null if there is none.</param>
    /// <param name="seed">The seed of the experiment; no stream of a part is disturbed.</param>
    /// <returns>The inputs, 2 x d; null for data of which nothing may be drawn.</returns>
    /// <exception cref="CompositionException">What the teacher draws, or answers, has not the shape that it says.</exception>
    public static Matrix<double>? Teacher(ITeacher teacher, DataSet? sample, long seed)
    {
        var (dimension, outputs) = (teacher.Inputs.Dimension, teacher.Outputs);
        if (sample is not null)
        {
            Require("its sample has inputs of", sample.Inputs, sample.Inputs.RowCount, dimension, "its law says");
            Require("its sample has labels of", sample.Labels, sample.Inputs.RowCount, outputs, "its inputs and outputs ask for");
        }

        if (teacher is IDataSetTeacher)
        {
            return sample?.Inputs.SubMatrix(0, Math.Min(Few, sample.Count), 0, dimension);
        }

        var stream = new RandomStream(seed).Child("shapes");
        var inputs = sample is null ? teacher.Inputs.Draw(Few, stream.Child("inputs")) : sample.Inputs.SubMatrix(0, Math.Min(Few, sample.Count), 0, dimension);
        Require($"asked for {Few} inputs its law draws", inputs, sample is null ? Few : inputs.RowCount, dimension, "its dimension asks for");
        Require($"for {inputs.RowCount} inputs its target is", teacher.Target(inputs), inputs.RowCount, outputs, "they and its outputs ask for");
        Require($"for {inputs.RowCount} inputs its labels are", teacher.Label(inputs, stream.Child("noise")), inputs.RowCount, outputs, "they and its outputs ask for");
        return inputs;
    }

    /// <summary>Predictions of a model, before it is trained.</summary>
    /// <exception cref="InvalidDataException">They have not the shape that the teacher's outputs ask for.</exception>
    public static void Model(IModel model, Matrix<double> inputs, int outputs)
    {
        var predictions = model.Predict(inputs);
        if (predictions.RowCount != inputs.RowCount || predictions.ColumnCount != outputs)
        {
            throw new InvalidDataException($"for {inputs.RowCount} inputs its predictions are {predictions.RowCount} x {predictions.ColumnCount}; they and the teacher's outputs ask for {inputs.RowCount} x {outputs}");
        }
    }

    private static void Require(string what, Matrix<double> matrix, int rows, int columns, string why)
    {
        if (matrix.RowCount != rows || matrix.ColumnCount != columns)
        {
            throw new CompositionException($"{what} {matrix.RowCount} x {matrix.ColumnCount}; {why} {rows} x {columns}");
        }
    }
}
