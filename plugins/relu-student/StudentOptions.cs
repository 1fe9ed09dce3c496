using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.ReluStudent;

/// <summary>Options of the model "relu-student".</summary>
public sealed class StudentOptions
{
    /// <summary>The number m of neurons.</summary>
    [Range(1, 1_000_000)]
    public int Width { get; init; } = 100;

    /// <summary>The activation. The paper's theorems are for relu, its simulations use abs.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Relu;

    /// <summary>The initial weights are N(0, I/d) times this factor.</summary>
    [Range(1e-6, 1e6)]
    public double InitialScale { get; init; } = 1;

    /// <summary>The number format of the training kernel; the weights themselves are always double.</summary>
    public Precision Precision { get; init; } = Precision.Single;
}
