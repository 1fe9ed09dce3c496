using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A model that is linear in fixed features: f(x) = sum_i beta_i phi_i(x).</summary>
public interface IFeatureModel : IModel
{
    /// <summary>The number M of features.</summary>
    int Features { get; }

    /// <summary>The features of given inputs.</summary>
    /// <param name="inputs">N x d.</param>
    /// <returns>N x M.</returns>
    Matrix<double> Evaluate(Matrix<double> inputs);

    /// <summary>Sets the output weights beta.</summary>
    /// <param name="weights">M x k.</param>
    void SetWeights(Matrix<double> weights);
}
