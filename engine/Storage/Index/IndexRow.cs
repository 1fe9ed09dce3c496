using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>One learner of one run, or a run that has no learner yet: what can be asked and exported about it.</summary>
/// <param name="File">The record it comes from, relative to the output folder.</param>
/// <param name="Headline">The names of the metrics that sum it up.</param>
/// <param name="Cells">The values by name, in the order of <see cref="RecordRows"/>: each a long, a double, a bool or a string.</param>
internal sealed record IndexRow(string File, IReadOnlyList<string> Headline, OrderedDictionary<string, object> Cells)
{
    /// <summary>A value as text; empty where there is none.</summary>
    public string Text(string name) => Cells.TryGetValue(name, out var value) ? Scalars.Text(value) : "";
}
