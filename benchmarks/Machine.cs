using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BeyondNtk.Benchmarks;

/// <summary>The machine that is measured.</summary>
internal static class Machine
{
    /// <summary>The widest vectors that the hardware accelerates.</summary>
    public static int VectorBits { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>What is printed above the table.</summary>
    public static IEnumerable<string> Lines()
    {
        yield return $"processor: {Processor()}, {Environment.ProcessorCount} logical, vectors of {VectorBits} bits";
        yield return $"runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";
#if DEBUG
        yield return "built in Debug, which is no way to measure: use -c Release";
#endif
    }

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
