namespace BeyondNtk.Numerics;

/// <summary>A class that the numerics of today do not have.</summary>
public static class RetiredConstants
{
    public static double One() => 1;
}
