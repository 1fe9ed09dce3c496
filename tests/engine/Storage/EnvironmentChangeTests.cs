using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>What of a machine may change the bits of a run that goes on there.</summary>
public sealed class EnvironmentChangeTests
{
    private static readonly EnvironmentRecord Here = new("1.0", ".NET 10.0.1", "Linux", "X64", "a processor", 8, 256, "own kernels", "abc");

    [Fact]
    public void TheSameIsNone() => Assert.Null(EnvironmentChange.Between(Here, Here with { }));

    [Fact]
    public void WhatNumbersDependOnIsNamedWithBothValues()
    {
        Assert.Equal("runtime .NET 10.0.1, then .NET 10.0.2", EnvironmentChange.Between(Here, Here with { Runtime = ".NET 10.0.2" }));
        Assert.Equal("architecture X64, then Arm64", EnvironmentChange.Between(Here, Here with { Architecture = "Arm64" }));
        Assert.Equal("vector bits 256, then 512", EnvironmentChange.Between(Here, Here with { VectorBits = 512 }));
        Assert.Equal("linear algebra own kernels, then libblas", EnvironmentChange.Between(Here, Here with { LinearAlgebra = "libblas" }));
    }

    [Fact]
    public void SeveralAreOneSentence()
        => Assert.Equal("runtime .NET 10.0.1, then .NET 11.0.0; vector bits 256, then 128", EnvironmentChange.Between(Here, Here with { Runtime = ".NET 11.0.0", VectorBits = 128 }));

    [Fact]
    public void WhereElseTheProgramRunsChangesNothing()
        => Assert.Null(EnvironmentChange.Between(Here, Here with { System = "Windows", Processor = "another", Processors = 2 }));
}
