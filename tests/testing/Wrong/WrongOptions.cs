using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Testing.Tests;

/// <summary>Options with a rule for what cannot be set.</summary>
internal sealed class FixedOptions
{
    [Range(1, 10)]
    public int Width { get; } = 3;
}

/// <summary>Options that a host would read as its own.</summary>
internal sealed class NamedOptions
{
    public string Name { get; init; } = "";
}

/// <summary>Options of which one lies in a group and cannot be written down.</summary>
internal sealed class UnwritableOptions
{
    public IReadOnlyList<Group> Groups { get; init; } = [];

    internal sealed class Group
    {
        public Func<double, double>? Activation { get; init; }
    }
}

/// <summary>Options whose default is out of their own range.</summary>
internal sealed class OutOfRangeOptions
{
    [Range(1, 10)]
    public int Width { get; init; }
}

/// <summary>Options that are computed, which are none, and a group whose default is out of its own range.</summary>
internal sealed class OutOfRangeGroupOptions
{
    public int Twice => 2 * Groups.Count;

    public Dictionary<string, OutOfRangeOptions> Groups { get; init; } = [];
}

/// <summary>Options in an assembly without doc comments.</summary>
internal sealed class BareOptions
{
    public int Width { get; init; } = 3;
}
