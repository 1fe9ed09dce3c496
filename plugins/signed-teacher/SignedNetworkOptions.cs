using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.SignedTeacher;

/// <summary>Options of the teacher "signed-network".</summary>
public sealed class SignedNetworkOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(1, 100_000)]
    public int Dimension { get; init; } = 3;

    /// <summary>The number m0 of neurons.</summary>
    [Range(1, 100_000)]
    public int Neurons { get; init; } = 2;

    /// <summary>The activation.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Relu;

    /// <summary>The unit directions of the neurons.</summary>
    public NeuronDirections Directions { get; init; } = NeuronDirections.Axes;

    /// <summary>
    /// The directions themselves, one after the other, d numbers each, in place of what Directions says: [1, 0, 0, 0.6, 0.8, 0] are two of d = 3. Each is
    /// divided by its length.
    /// </summary>
    public IReadOnlyList<double> Coordinates { get; init; } = [];

    /// <summary>The outputs s_j, one after the other and then again from the first: [1, -1] alternates. None draws each of -1 and 1 with probability 1/2.</summary>
    public IReadOnlyList<double> Signs { get; init; } = [1];

    /// <summary>The law of the inputs.</summary>
    public NetworkInputs Inputs { get; init; } = NetworkInputs.Sphere;

    /// <summary>The standard deviation of the noise that is added to labels.</summary>
    [Range(0, 1e6)]
    public double Noise { get; init; }

    /// <summary>The law of that noise.</summary>
    public NoiseLaw NoiseLaw { get; init; } = NoiseLaw.Gaussian;
}

/// <summary>Where the teacher's directions come from.</summary>
public enum NeuronDirections
{
    /// <summary>The first coordinate axes: orthonormal.</summary>
    Axes,

    /// <summary>Orthonormal in random position (Haar measure).</summary>
    Orthonormal,

    /// <summary>Independent and uniform on the sphere.</summary>
    Random,
}

/// <summary>Laws of inputs.</summary>
public enum NetworkInputs
{
    /// <summary>Uniform on the unit sphere.</summary>
    Sphere,

    /// <summary>Standard Gaussian.</summary>
    Gaussian,
}

/// <summary>Laws of label noise.</summary>
public enum NoiseLaw
{
    /// <summary>Gaussian.</summary>
    Gaussian,

    /// <summary>Uniform, and so bounded, of the same standard deviation.</summary>
    Uniform,
}
