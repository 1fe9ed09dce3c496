namespace BeyondNtk.NtkBaseline;

/// <summary>Options of the model "ntk".</summary>
public sealed class NtkOptions
{
    /// <summary>Which layers of the network train: both, only the first, or only the output (the arc-cosine kernel of order 1).</summary>
    public Layers Layers { get; init; } = Layers.Both;
}

/// <summary>The layers whose training the kernel describes.</summary>
public enum Layers
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>The first layer.</summary>
    First,

    /// <summary>The output layer.</summary>
    Output,
}
