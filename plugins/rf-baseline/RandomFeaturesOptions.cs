using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.RandomFeaturesBaseline;

/// <summary>Options of the model "random-features".</summary>
public sealed class RandomFeaturesOptions
{
    /// <summary>The number M of random features.</summary>
    [Range(1, 1_000_000)]
    public int Features { get; init; } = 2000;

    /// <summary>The activation.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Relu;
}
