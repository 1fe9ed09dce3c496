namespace BeyondNtk.Numerics.Tests;

/// <summary>Machines with fewer instructions than this one, by the runtime's own switches.</summary>
public sealed class InstructionSetTests
{
    // Without AVX-512; without AVX2, and so without fused multiply-adds; without any vectors at all.
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void FewerInstructionsGiveTheSameAnswersToRounding(string variable, int bits)
    {
        var reduced = KernelProcess.Run(2, (variable, "0"));

        // What this machine does not have need not be switched off.
        Assert.Equal(Math.Min(bits, KernelProcess.Reference.VectorBits), reduced.VectorBits);
        KernelProcess.AssertAgreesToRounding(KernelProcess.Reference, reduced);
    }
}
