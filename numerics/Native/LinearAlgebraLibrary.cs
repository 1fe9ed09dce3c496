namespace BeyondNtk.Numerics.Native;

/// <summary>Tells what large dense products and factorisations run on.</summary>
public static class LinearAlgebraLibrary
{
    /// <summary>
    /// Our own kernels, or the native library that was asked for, with its version. Either way the threads of a run share the blocks of a
    /// matrix, and each block is one thread's.
    /// </summary>
    /// <exception cref="DllNotFoundException">The environment variable BEYONDNTK_BLAS names a library that cannot be used.</exception>
    public static string Description => NativeBlas.Instance?.Description ?? "own kernels";
}
