using System.Numerics;
using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.Numerics.Networks;

/// <summary>Applies activations to many pre-activations at once.</summary>
public static class Activations
{
    /// <summary>Replaces each z by act(z). The homogeneous activations need no call per element.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="values">The z on entry, act(z) on return; of any length.</param>
    public static void Apply(this IActivation activation, Span<double> values)
    {
        if (activation is not HomogeneousActivation homogeneous)
        {
            foreach (ref var value in values)
            {
                value = activation.Value(value);
            }

            return;
        }

        // odd z + even |z| is a linear function on each side of 0.
        var (positive, negative) = (homogeneous.Odd + homogeneous.Even, homogeneous.Odd - homogeneous.Even);
        var n = 0;
        for (; n <= values.Length - Vector<double>.Count; n += Vector<double>.Count)
        {
            var z = new Vector<double>(values[n..]);
            (Vector.Max(z, Vector<double>.Zero) * positive
                + (Vector.Min(z, Vector<double>.Zero) * negative)).CopyTo(values[n..]);
        }

        for (; n < values.Length; n++)
        {
            values[n] = activation.Value(values[n]);
        }
    }
}
