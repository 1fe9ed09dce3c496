namespace BeyondNtk.Testing;

/// <summary>A part that breaks a rule of the contract. It fails a test in any framework.</summary>
/// <param name="part">The class of the part.</param>
/// <param name="rule">What every such part does.</param>
/// <param name="found">What this one did, and where.</param>
/// <param name="seed">The seed with which it did; null if nothing was drawn.</param>
/// <param name="cause">What the part threw; null if it threw nothing.</param>
public sealed class ConformanceException(Type part, string rule, string found, long? seed = null, Exception? cause = null)
    : Exception($"{part.Name}: {rule}; {found}{(seed is null ? "" : $" (seed {seed})")}", cause);
