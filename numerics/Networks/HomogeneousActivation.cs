using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.Numerics.Networks;

/// <summary>
/// An activation of the form act(z) = odd * z + even * |z|. ReLU and the absolute value are of this form; they differ by a linear function,
/// so one training kernel and one closed form serve both.
/// </summary>
public sealed class HomogeneousActivation : IActivation
{
    private HomogeneousActivation(string name, double odd, double even)
    {
        Name = name;
        Odd = odd;
        Even = even;
    }

    /// <summary>max(z, 0) = z/2 + |z|/2.</summary>
    public static HomogeneousActivation Relu { get; } = new("relu", 0.5, 0.5);

    /// <summary>|z|.</summary>
    public static HomogeneousActivation Abs { get; } = new("abs", 0, 1);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The factor of z.</summary>
    public double Odd { get; }

    /// <summary>The factor of |z|.</summary>
    public double Even { get; }

    /// <inheritdoc/>
    public double Value(double z) => (Odd * z) + (Even * Math.Abs(z));

    /// <inheritdoc/>
    public double Derivative(double z) => z >= 0 ? Odd + Even : Odd - Even;
}

/// <summary>The activations by name, as an option of a part.</summary>
public enum ActivationName
{
    /// <summary>max(z, 0).</summary>
    Relu,

    /// <summary>|z|.</summary>
    Abs,
}

/// <summary>From names to activations.</summary>
public static class ActivationNames
{
    /// <summary>The activation of a name.</summary>
    public static HomogeneousActivation Activation(this ActivationName name)
        => name == ActivationName.Relu ? HomogeneousActivation.Relu : HomogeneousActivation.Abs;
}
