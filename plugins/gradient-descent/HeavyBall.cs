namespace BeyondNtk.GradientDescent;

/// <summary>Gradient descent with momentum (Polyak 1964).</summary>
internal static class HeavyBall
{
    /// <summary>velocity &lt;- momentum velocity + gradient, then parameters &lt;- parameters - rate velocity. All have the same length.</summary>
    public static void Move(Span<double> parameters, Span<double> velocity, ReadOnlySpan<double> gradient, double rate, double momentum)
    {
        for (var k = 0; k < parameters.Length; k++)
        {
            velocity[k] = (momentum * velocity[k]) + gradient[k];
            parameters[k] -= rate * velocity[k];
        }
    }
}
