using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.RidgeRegression;

/// <summary>The meaning of a ridge.</summary>
public enum RidgeScale
{
    /// <summary>A multiple of the mean diagonal entry of the matrix it is added to.</summary>
    Relative,

    /// <summary>The number that is added to the diagonal.</summary>
    Absolute,
}

/// <summary>Meanings of ridges.</summary>
internal static class RidgeScales
{
    /// <summary>What may help where the system cannot be solved.</summary>
    /// <param name="shift">What was added to the diagonal; NaN if that is not known yet.</param>
    public static string Advice(double shift) => shift > 0
        ? "a larger Ridge may help"
        : "the system is singular without a ridge where examples repeat or there are more of them than features: Ridge above 0 may help, "
            + "with \"RidgeScale\": \"absolute\" where the diagonal that it is relative to is 0";

    /// <summary>What is added to the diagonal of a stored n x n matrix.</summary>
    public static double Shift(this RidgeScale scale, double ridge, double[] matrix, int count)
        => scale.Shift(ridge, count, i => matrix[((long)i * count) + i]);

    /// <summary>What is added to the diagonal of a square matrix that is computed.</summary>
    public static double Shift(this RidgeScale scale, double ridge, IKernelMatrix matrix)
    {
        var entry = new double[1];
        return scale.Shift(ridge, matrix.Rows, i =>
        {
            matrix.Fill(i, 1, i, 1, entry);
            return entry[0];
        });
    }

    private static double Shift(this RidgeScale scale, double ridge, int count, Func<int, double> diagonal)
    {
        if (scale == RidgeScale.Absolute)
        {
            return ridge;
        }

        var trace = 0.0;
        for (var i = 0; i < count; i++)
        {
            trace += diagonal(i);
        }

        return ridge * trace / count;
    }
}
