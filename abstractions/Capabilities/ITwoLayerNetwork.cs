using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A model that is a two-layer network whose neurons can be read, so that closed forms apply to it.</summary>
public interface ITwoLayerNetwork : IModel
{
    /// <summary>A snapshot of the neurons as they are now.</summary>
    Neurons Neurons { get; }
}

/// <summary>A teacher that is a two-layer network.</summary>
public interface ITwoLayerTeacher : ITeacher
{
    /// <summary>The teacher's neurons.</summary>
    Neurons Neurons { get; }
}

/// <summary>The neurons of a two-layer network f(x) = sum_i c_i act(&lt;w_i, x&gt; + b_i).</summary>
/// <param name="Weights">The w_i, one per row, m x d.</param>
/// <param name="Outputs">The c_i, m x k. They include every factor in front of the activation, such as 1/m.</param>
/// <param name="Activation">The activation.</param>
public sealed record Neurons(Matrix<double> Weights, Matrix<double> Outputs, IActivation Activation)
{
    /// <summary>The biases b_i, of length m; null where all are zero. Closed forms are of networks without them.</summary>
    public Vector<double>? Biases { get; init; }
}

/// <summary>An activation function.</summary>
public interface IActivation
{
    /// <summary>Its name in configuration, tables and messages.</summary>
    string Name { get; }

    /// <summary>act(z).</summary>
    double Value(double z);

    /// <summary>act'(z), one of the one-sided values at a kink.</summary>
    double Derivative(double z);
}
