using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Testing.Tests;

/// <summary>Options that cannot be set.</summary>
internal sealed class FixedOptions
{
    public int Width { get; } = 3;
}

/// <summary>Options whose default is out of their own range.</summary>
internal sealed class OutOfRangeOptions
{
    [Range(1, 10)]
    public int Width { get; init; }
}

/// <summary>Options in an assembly without doc comments.</summary>
internal sealed class BareOptions
{
    public int Width { get; init; } = 3;
}
