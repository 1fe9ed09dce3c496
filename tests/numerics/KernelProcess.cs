using System.Diagnostics;
using System.Globalization;
using BeyondNtk.KernelResults;
using BeyondNtk.Numerics.Native;

namespace BeyondNtk.Numerics.Tests;

/// <summary>The program that runs every kernel, in a process of its own with some environment variables set.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote on the error stream.</param>
internal sealed record KernelProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<KernelRun> LazyReference = new(() => Run(2));

    /// <summary>A run on all that the machine has, with our own kernels.</summary>
    public static KernelRun Reference => LazyReference.Value;

    /// <summary>A run that must succeed.</summary>
    public static KernelRun Run(int threads, params (string Name, string Value)[] environment)
    {
        var process = Start(threads, environment);
        Assert.True(process.ExitCode == 0, process.Error);
        return KernelRun.Read(process.Output);
    }

    /// <summary>Runs the program to its end, without a native BLAS unless the environment given asks for one.</summary>
    public static KernelProcess Start(int threads, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KernelResults.dll"), threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(NativeBlas.Variable);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"the process did not end within {Patience}");
        }

        return new KernelProcess(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Each of two runs may be off by the bound, so they may differ by twice as much.</summary>
    public static void AssertAgreesToRounding(KernelRun expected, KernelRun actual)
    {
        Assert.Equal(expected.Results.Select(result => result.Name), actual.Results.Select(result => result.Name));
        foreach (var (left, right) in expected.Results.Zip(actual.Results))
        {
            Assert.Equal(left.Values.Length, right.Values.Length);

            // A bound that is too generous would hide a term that is left out.
            Assert.InRange(left.Bounds.Max(), 0, 1e-3 * left.Values.Max(Math.Abs));
            for (var j = 0; j < left.Values.Length; j++)
            {
                Assert.True(
                    Math.Abs(left.Values[j] - right.Values[j]) <= 2 * left.Bounds[j],
                    $"{left.Name}, number {j}: {left.Values[j]} and {right.Values[j]} differ by more than 2 x {left.Bounds[j]}");
            }
        }
    }

    /// <summary>Every number has the same bits.</summary>
    public static void AssertSameBits(KernelRun expected, KernelRun actual)
    {
        foreach (var (left, right) in expected.Results.Zip(actual.Results, (left, right) => (left, right)))
        {
            Assert.Equal(left.Name, right.Name);
            Assert.Equal(left.Values.Select(BitConverter.DoubleToInt64Bits), right.Values.Select(BitConverter.DoubleToInt64Bits));
        }
    }
}
