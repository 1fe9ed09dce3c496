namespace BeyondNtk.Abstractions.Learning;

/// <summary>How many threads a part may use. A result must not depend on it.</summary>
/// <param name="Count">At least 1.</param>
public sealed record ThreadBudget(int Count);
