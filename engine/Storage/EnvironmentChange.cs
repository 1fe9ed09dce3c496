namespace BeyondNtk.Engine.Storage;

/// <summary>What changes when a run resumes in another environment: sums may be rounded differently there.</summary>
internal static class EnvironmentChange
{
    /// <summary>In what two environments differ that may give other bits; null if in nothing.</summary>
    public static string? Between(EnvironmentRecord one, EnvironmentRecord other)
    {
        (string What, object One, object Other)[] all =
        [
            ("runtime", one.Runtime, other.Runtime),
            ("architecture", one.Architecture, other.Architecture),
            ("vector bits", one.VectorBits, other.VectorBits),
            ("linear algebra", one.LinearAlgebra, other.LinearAlgebra),
        ];
        var differences = all.Where(entry => !entry.One.Equals(entry.Other)).Select(entry => FormattableString.Invariant($"{entry.What} {entry.One}, then {entry.Other}"));
        var text = string.Join("; ", differences);
        return text.Length > 0 ? text : null;
    }
}
