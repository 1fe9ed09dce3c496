namespace BeyondNtk.Numerics.Linear;

/// <summary>Numbers the positions on and below the diagonal of a square: (0,0), (1,0), (1,1), (2,0), ...</summary>
internal static class Triangle
{
    /// <summary>The row and the column of a position.</summary>
    public static (int Row, int Column) Place(int number)
    {
        var row = (int)((Math.Sqrt((8.0 * number) + 1) - 1) / 2);
        return (row, number - (row * (row + 1) / 2));
    }
}
