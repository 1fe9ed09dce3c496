using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Engine.Tests;

internal enum BinderScale
{
    MeanField,
    Standard,
}

internal sealed class BinderOptions
{
    public List<int> Widths { get; init; } = [64, 128, 256];

    public IReadOnlyList<string> Words { get; init; } = ["one"];

    public double[] Rates { get; init; } = [0.1];

    [Range(1, 100)]
    public int Width { get; init; } = 10;

    public long Steps { get; init; } = 7;

    [Range(0.0, double.MaxValue)]
    public double Rate { get; init; } = 0.5;

    public bool Verbose { get; init; }

    public string Label { get; init; } = "none";

    public string? Note { get; init; } = "a note";

    public int? Limit { get; init; } = 5;

    public BinderScale Scale { get; init; } = BinderScale.Standard;

    public BinderStage First { get; init; } = new();

    [MinLength(1)]
    public List<BinderStage> Stages { get; init; } = [new()];

    public Dictionary<string, BinderStage> Named { get; init; } = [];
}

internal sealed class BinderStage
{
    [Range(1, 50)]
    public int Length { get; init; } = 3;

    public double Rate { get; init; } = 0.25;
}
