namespace BeyondNtk.Numerics.Tests;

/// <summary>Tests beside which no other runs: what they measure belongs to the process or to a team of threads that others use too.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
