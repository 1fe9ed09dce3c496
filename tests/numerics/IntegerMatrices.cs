using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Matrices of small whole numbers, whose sums of products are exact.</summary>
internal static class IntegerMatrices
{
    public static double[] Draw(int length, int seed)
    {
        var stream = new RandomStream(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (double)stream.Next(-50, 51))];
    }

    public static double Dot(double[] a, int i, double[] b, int j, int inner)
    {
        var sum = 0.0;
        for (var k = 0; k < inner; k++)
        {
            sum += a[(i * inner) + k] * b[(j * inner) + k];
        }

        return sum;
    }
}
