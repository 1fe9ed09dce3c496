using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Parts;

/// <summary>A model predicts.</summary>
/// <remarks>
/// A further interface says how it can be fitted: <see cref="ITrainable"/> (has a gradient), <see cref="IKernelModel"/> (is a kernel),
/// <see cref="IFeatureModel"/> (is linear in features). <see cref="ITwoLayerNetwork"/> makes its neurons readable.
/// </remarks>
public interface IModel
{
    /// <summary>The predictions at given inputs.</summary>
    /// <param name="inputs">One input per row, N x d.</param>
    /// <returns>N x k, where k is the number of outputs.</returns>
    Matrix<double> Predict(Matrix<double> inputs);

    /// <summary>The weights that a run saves, each under its own name.</summary>
    IReadOnlyList<NamedArray> Weights { get; }
}
