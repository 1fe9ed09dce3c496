namespace BeyondNtk.Numerics.Tests;

/// <summary>The paper's c_k = 2 [(k-3)!!]^2 / (pi k!), in logarithms so that high orders do not overflow.</summary>
internal static class AbsSeries
{
    public static double Squared(int order)
    {
        if (order is 0 or 2)
        {
            return order == 0 ? 2 / Math.PI : 1 / Math.PI;
        }

        var logarithm = Math.Log(2 / Math.PI);
        for (var k = order - 3; k > 1; k -= 2)
        {
            logarithm += 2 * Math.Log(k);
        }

        for (var k = 2; k <= order; k++)
        {
            logarithm -= Math.Log(k);
        }

        return order % 2 == 0 ? Math.Exp(logarithm) : 0;
    }
}
