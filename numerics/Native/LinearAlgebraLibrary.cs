namespace BeyondNtk.Numerics.Native;

/// <summary>The implementation that large dense products and factorisations use.</summary>
public static class LinearAlgebraLibrary
{
    /// <summary>
    /// Our own kernels, or the native library that was requested, with its version. In both cases the threads of a run share the blocks of a matrix,
    /// and each block belongs to one thread.
    /// </summary>
    /// <exception cref="DllNotFoundException">The environment variable BEYONDNTK_BLAS names a library that cannot be used.</exception>
    public static string Description => NativeBlas.Instance?.Description ?? "own kernels";
}
