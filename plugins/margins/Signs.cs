using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins;

/// <summary>Predictions as classes.</summary>
internal static class Signs
{
    /// <summary>The share of labels that the sign of the prediction misses. What is no number misses too.</summary>
    /// <param name="predictions">N x 1.</param>
    /// <param name="labels">N x 1, each -1 or 1.</param>
    public static double Missed(Matrix<double> predictions, Matrix<double> labels)
        => predictions.Column(0).Zip(labels.Column(0), (prediction, label) => prediction * label > 0 ? 0.0 : 1).Sum() / labels.RowCount;
}
