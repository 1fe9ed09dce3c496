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
    /// <summary>What is added to the diagonal of a stored n x n matrix.</summary>
    public static double Shift(this RidgeScale scale, double ridge, double[] matrix, int count)
    {
        if (scale == RidgeScale.Absolute)
        {
            return ridge;
        }

        var trace = 0.0;
        for (var i = 0; i < count; i++)
        {
            trace += matrix[((long)i * count) + i];
        }

        return ridge * trace / count;
    }
}
