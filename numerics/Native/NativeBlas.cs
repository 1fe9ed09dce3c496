using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace BeyondNtk.Numerics.Native;

/// <summary>
/// A BLAS of the system, on request: OpenBLAS, MKL, BLIS or Apple's Accelerate. It is optional: our own kernels are as fast where this was measured
/// (benchmarks/README.md), and give the same bits regardless of what is installed.
/// </summary>
/// <remarks>
/// The library is set to one thread per call, because our own threads call it, each for its own block; so results do not depend on their number.
/// </remarks>
internal sealed unsafe class NativeBlas
{
    /// <summary>The environment variable that requests a library: its path or name, "auto" for the first that is found, or "none".</summary>
    public const string Variable = "BEYONDNTK_BLAS";

    private const string Auto = "auto";
    private const string None = "none";

    // An exception of a lazy value reaches every caller unchanged; one of a static initialiser is wrapped in another that says nothing.
    private static readonly Lazy<NativeBlas?> Found = new(Find);

    private NativeBlas(nint library, string path)
    {
        Dgemm = (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)
            NativeLibrary.GetExport(library, "cblas_dgemm");
        Dtrsm = (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, int, double, double*, int, double*, int, void>)
            NativeLibrary.GetExport(library, "cblas_dtrsm");
        Description = $"{Describe(library)} ({path})";
        UseOneThread(library);
    }

    /// <summary>The library, loaded on first use; null if none was requested.</summary>
    /// <exception cref="DllNotFoundException">The requested library cannot be used.</exception>
    public static NativeBlas? Instance => Found.Value;

    /// <summary>Which library it is, with its version if it reports one, and its path.</summary>
    public string Description { get; }

    /// <summary>cblas_dgemm(order, transA, transB, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc).</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> Dgemm { get; }

    /// <summary>cblas_dtrsm(order, side, uplo, trans, diag, m, n, alpha, A, lda, B, ldb).</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, int, int, int, int, double, double*, int, double*, int, void> Dtrsm { get; }

    /// <summary>What "auto" tries, in this order.</summary>
    public static IEnumerable<string> Candidates()
    {
        if (OperatingSystem.IsMacOS())
        {
            return ["/System/Library/Frameworks/Accelerate.framework/Accelerate"];
        }

        return OperatingSystem.IsWindows()
            ? ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll", "mkl_rt.dll", "libblis.dll"]
            : ["libopenblas.so.0", "libopenblas.so", "libmkl_rt.so.2", "libmkl_rt.so", "libblis.so.4", "libblis.so"];
    }

    private static NativeBlas? Find()
    {
        var chosen = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(chosen) || chosen == None)
        {
            return null;
        }

        var candidates = chosen == Auto ? Candidates() : [chosen];
        foreach (var candidate in candidates)
        {
            if (TryLoad(candidate, out var library))
            {
                return library;
            }
        }

        throw new DllNotFoundException(
            $"{Variable}={chosen}: no library with cblas_dgemm and cblas_dtrsm for sizes of 32 bits can be loaded (tried {string.Join(", ", candidates)}); "
            + $"set it to the path of one, or unset it for our own kernels");
    }

    private static bool TryLoad(string path, [NotNullWhen(true)] out NativeBlas? library)
    {
        library = null;
        if (NativeLibrary.TryLoad(path, out var handle)
            && NativeLibrary.TryGetExport(handle, "cblas_dgemm", out _) && NativeLibrary.TryGetExport(handle, "cblas_dtrsm", out _)
            && !HasLongIntegers(handle))
        {
            library = new NativeBlas(handle, path);
        }

        return library is not null;
    }

    // A build with 64-bit sizes takes other arguments under the same names.
    private static bool HasLongIntegers(nint library) => OpenBlasConfiguration(library)?.Contains("USE64BITINT", StringComparison.Ordinal) ?? false;

    // "OpenBLAS 0.3.21 DYNAMIC_ARCH ..."; null for another library.
    private static string? OpenBlasConfiguration(nint library)
        => NativeLibrary.TryGetExport(library, "openblas_get_config", out var config) ? Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)config)()) : null;

    private static string Describe(nint library)
    {
        if (OpenBlasConfiguration(library) is { } configuration)
        {
            // The name and the version are enough.
            return string.Join(' ', configuration.Split(' ').Take(2));
        }

        if (NativeLibrary.TryGetExport(library, "bli_info_get_version_str", out var version))
        {
            return $"BLIS {Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)version)())}";
        }

        return NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads", out _) ? "MKL" : OperatingSystem.IsMacOS() ? "Accelerate" : "BLAS";
    }

    // Accelerate has no such call in all its versions; its small products run on the calling thread anyway.
    private static void UseOneThread(nint library)
    {
        if (NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out var set) || NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads", out set))
        {
            ((delegate* unmanaged[Cdecl]<int, void>)set)(1);
        }
        else if (NativeLibrary.TryGetExport(library, "bli_thread_set_num_threads", out set))
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)set)(1);
        }
    }
}
