using System.Numerics;

namespace BeyondNtk.GradientDescent;

/// <summary>Gradient descent with momentum (Polyak 1964).</summary>
internal static class HeavyBall
{
    /// <summary>velocity &lt;- momentum velocity + gradient + decay parameters, then parameters &lt;- parameters - rate velocity. All have the same length.</summary>
    public static void Move(Span<double> parameters, Span<double> velocity, ReadOnlySpan<double> gradient, double rate, double momentum, double decay = 0)
    {
        // Not fused, so that vectors and single numbers give the same bits.
        var k = 0;
        for (; k <= parameters.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            var place = new Vector<double>(parameters[k..]);
            var speed = (new Vector<double>(velocity[k..]) * momentum) + (new Vector<double>(gradient[k..]) + (place * decay));
            speed.CopyTo(velocity[k..]);
            (place - (speed * rate)).CopyTo(parameters[k..]);
        }

        for (; k < parameters.Length; k++)
        {
            velocity[k] = (momentum * velocity[k]) + (gradient[k] + (decay * parameters[k]));
            parameters[k] -= rate * velocity[k];
        }
    }
}
