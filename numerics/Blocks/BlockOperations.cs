namespace BeyondNtk.Numerics;

/// <summary>The block operations that this process uses.</summary>
internal static class BlockOperations
{
    /// <summary>Our own, or those of the native library that was asked for.</summary>
    public static IBlockOperations Best { get; } = NativeBlas.Instance is { } library ? new NativeBlockOperations(library) : new OwnBlockOperations();
}
