using System.Runtime.InteropServices;
using BeyondNtk.Numerics.Native;

namespace BeyondNtk.Numerics.Tests;

/// <summary>A test that needs a native BLAS; skipped where none is installed.</summary>
public sealed class NativeBlasFactAttribute : FactAttribute
{
    /// <summary>Asks the system, not the code under test.</summary>
    public NativeBlasFactAttribute() => Skip = Installed is null ? "no native BLAS is installed (Debian: apt-get install libopenblas0)" : null;

    /// <summary>The first library that can be loaded.</summary>
    public static string? Installed { get; } = NativeBlas.Candidates().FirstOrDefault(candidate => NativeLibrary.TryLoad(candidate, out _));
}
