using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Symmetry;

namespace BeyondNtk.InfiniteWidth;

/// <summary>Options of the model "symmetric-particles".</summary>
public sealed class SymmetricParticlesOptions
{
    /// <summary>The number M of particles. Each represents 2^d neurons, one for each pattern of signs.</summary>
    [Range(1, 100_000)]
    public int Particles { get; init; } = 100;

    /// <summary>The activation. The paper's theorems are for relu, its simulations use abs.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Relu;

    /// <summary>The initial particles are N(0, I/d) times this factor.</summary>
    [Range(1e-6, 1e6)]
    public double InitialScale { get; init; } = 1;

    /// <summary>The even order K after which the activation's Hermite series is cut.</summary>
    [Range(2, RademacherMoments.MaxOrder)]
    public int Order { get; init; } = 8;
}
