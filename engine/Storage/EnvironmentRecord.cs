using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Native;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Storage;

/// <summary>The environment of a run that its numbers may depend on.</summary>
/// <param name="Host">The host's version, with the commit it was built from where that is known.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="System">The operating system.</param>
/// <param name="Architecture">The processor's architecture.</param>
/// <param name="Processor">The processor's name where it can be told.</param>
/// <param name="Processors">The number of logical processors.</param>
/// <param name="VectorBits">The widest vectors that the hardware accelerates.</param>
/// <param name="LinearAlgebra">What large products and factorisations run on: our own kernels, or the native library that was asked for.</param>
/// <param name="Numerics">SHA-256 of the random streams, numerics and linear algebra that plugins share.</param>
internal sealed record EnvironmentRecord(
    string Host, string Runtime, string System, string Architecture, string Processor, int Processors, int VectorBits, string LinearAlgebra,
    string? Numerics = null)
{
    /// <summary>SHA-256, in hexadecimal, of what plugins share that numbers come from: random streams, numerics and linear algebra.</summary>
    public static string NumericsSha256 { get; } = Compute(typeof(RandomStream), typeof(LinearAlgebraLibrary), typeof(Matrix<>), typeof(TensorPrimitives));

    /// <summary>That of this process.</summary>
    public static EnvironmentRecord Current { get; } = new(
        typeof(EnvironmentRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        ProcessorName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
        LinearAlgebraLibrary.Description,
        NumericsSha256);

    private static string Compute(params Type[] types)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var type in types)
        {
            hash.AppendData(File.ReadAllBytes(type.Assembly.Location));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string ProcessorName()
    {
        try
        {
            var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
            return line?.Split(':', 2)[1].Trim() ?? "unknown";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
        }
    }
}
