using BeyondNtk.Numerics.Native;

namespace BeyondNtk.Numerics.Blocks;

/// <summary>The block operations that this process uses.</summary>
internal static class BlockOperations
{
    private static readonly Lazy<IBlockOperations> Chosen = new(() => NativeBlas.Instance is { } library ? new NativeBlockOperations(library) : new OwnBlockOperations());

    /// <summary>Our own, or those of the native library that was requested.</summary>
    /// <exception cref="DllNotFoundException">The requested library cannot be used.</exception>
    public static IBlockOperations Current => Chosen.Value;
}
