using System.Runtime.InteropServices;
using BeyondNtk.KernelResults;
using BeyondNtk.Numerics.Native;
using Xunit.Abstractions;

namespace BeyondNtk.Numerics.Tests;

public sealed class NativeBlasTests(ITestOutputHelper output)
{
    private static readonly Lazy<KernelRun> Native = new(() => KernelProcess.Run(1, (NativeBlas.Variable, "auto")));

    [NativeBlasFact]
    public void ItsResultsAreOursToRounding()
    {
        output.WriteLine($"{Native.Value.Library} beside {KernelProcess.Reference.Library}");

        Assert.Equal("own kernels", KernelProcess.Reference.Library);
        Assert.EndsWith($"({NativeBlasFactAttribute.Installed})", Native.Value.Library, StringComparison.Ordinal);
        KernelProcess.AssertAgreesToRounding(KernelProcess.Reference, Native.Value);
    }

    [NativeBlasFact]
    public void TheBitsDoNotDependOnTheThreads()
    {
        foreach (var threads in (int[])[2, 3, 8])
        {
            KernelProcess.AssertSameBits(Native.Value, KernelProcess.Run(threads, (NativeBlas.Variable, "auto")));
        }
    }

    [NativeBlasFact]
    public void ALibraryMayBeNamed()
    {
        var named = KernelProcess.Run(1, (NativeBlas.Variable, NativeBlasFactAttribute.Installed!));

        Assert.Equal(Native.Value.Library, named.Library);
        KernelProcess.AssertSameBits(Native.Value, named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    public void NoneMeansOurOwn(string value)
    {
        var run = KernelProcess.Run(2, (NativeBlas.Variable, value));

        Assert.Equal("own kernels", run.Library);
        KernelProcess.AssertSameBits(KernelProcess.Reference, run);
    }

    [Fact]
    public void AnythingElseIsNamedWhenItCannotBeUsed()
    {
        var library = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), OperatingSystem.IsWindows() ? "clrjit.dll" : OperatingSystem.IsMacOS() ? "libclrjit.dylib" : "libclrjit.so");
        Assert.True(File.Exists(library));

        // No file, a file that is no native library, and a library that is no BLAS.
        foreach (var value in (string[])["/no/such/library", typeof(KernelRun).Assembly.Location, library])
        {
            var process = KernelProcess.Start(1, (NativeBlas.Variable, value));

            Assert.NotEqual(0, process.ExitCode);
            Assert.Contains($"DllNotFoundException: {NativeBlas.Variable}={value}: no library with cblas_dgemm", process.Error, StringComparison.Ordinal);
        }
    }
}
