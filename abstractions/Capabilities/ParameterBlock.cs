using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A block of parameters: one neuron per row, stored row by row.</summary>
/// <param name="Name">What it holds, for instance "weights"; unique within the model.</param>
/// <param name="Offset">Where it starts in the flat parameters.</param>
/// <param name="Neurons">The number m of neurons.</param>
/// <param name="Inputs">The number of parameters of one neuron: d for weights, 1 for biases, k for output weights.</param>
public sealed record ParameterBlock(string Name, int Offset, int Neurons, int Inputs)
{
    /// <summary>What its numbers are to its neurons.</summary>
    public BlockRole Role { get; init; } = BlockRole.HiddenWeights;

    /// <summary>The hidden layer that its neurons are of, 1 for the first.</summary>
    public int Layer { get; init; } = 1;

    /// <summary>The number of parameters in the block, m times d.</summary>
    public int Length => Neurons * Inputs;

    /// <summary>Where a neuron's parameters are in the flat parameters.</summary>
    /// <param name="neuron">Its number, from 0.</param>
    public Range Row(int neuron) => (Offset + (neuron * Inputs))..(Offset + ((neuron + 1) * Inputs));
}

/// <summary>What the parameters of a block are to its neurons.</summary>
public enum BlockRole
{
    /// <summary>The weights with which neurons of a hidden layer take what is before them: a row for each neuron.</summary>
    HiddenWeights,

    /// <summary>Their biases.</summary>
    HiddenBiases,

    /// <summary>The weights with which the outputs take the neurons of a hidden layer: a row for each of these neurons, of k numbers.</summary>
    OutputWeights,

    /// <summary>The biases of the outputs.</summary>
    OutputBiases,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>Looks up blocks.</summary>
public static class ParameterBlocks
{
    /// <summary>The block of a role; null if the model trains none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="role">What it is to its neurons.</param>
    /// <param name="layer">The hidden layer of these neurons, 1 for the first.</param>
    public static ParameterBlock? Find(this ITrainable model, BlockRole role, int layer = 1)
        => model.Blocks.FirstOrDefault(block => block.Role == role && block.Layer == layer);

    /// <summary>The block of a role.</summary>
    /// <param name="model">The model.</param>
    /// <param name="role">What it is to its neurons.</param>
    /// <param name="layer">The hidden layer of these neurons, 1 for the first.</param>
    /// <exception cref="CompositionException">The model trains none; it says which it does.</exception>
    public static ParameterBlock Require(this ITrainable model, BlockRole role, int layer = 1)
        => model.Find(role, layer)
            ?? throw new CompositionException($"the model trains no {Words(role)} of layer {layer}; what it trains is {string.Join(", ", model.Blocks.Select(Describe))}");

    /// <summary>The blocks of given names, in the order of the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The names, regardless of case; none means all blocks.</param>
    /// <exception cref="CompositionException">The model has none of a name; it says which it has.</exception>
    public static IReadOnlyList<ParameterBlock> Choose(this ITrainable model, IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !model.Blocks.Any(block => block.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } unknown)
        {
            throw new CompositionException($"the model trains no block '{unknown}'; what it trains is {string.Join(", ", model.Blocks.Select(Describe))}");
        }

        return names.Count == 0 ? model.Blocks : [.. model.Blocks.Where(block => names.Contains(block.Name, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>The hidden weights and the output weights of a network of two layers that trains these and nothing else.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="CompositionException">It trains other blocks, or not of the same neurons; it says which.</exception>
    public static (ParameterBlock Hidden, ParameterBlock Outputs) RequireTwoLayers(this ITrainable model)
    {
        var (hidden, outputs) = (model.Require(BlockRole.HiddenWeights), model.Require(BlockRole.OutputWeights));
        return hidden.Neurons == outputs.Neurons && model.Blocks.Count == 2
            ? (hidden, outputs)
            : throw new CompositionException($"hidden weights and the output weights of the same neurons are needed, and nothing beside them; what the model trains is {string.Join(", ", model.Blocks.Select(Describe))}");
    }

    private static string Describe(ParameterBlock block)
        => $"'{block.Name}' ({Words(block.Role)}{(block.Role is BlockRole.HiddenWeights or BlockRole.HiddenBiases or BlockRole.OutputWeights ? $" of layer {block.Layer}" : "")})";

    private static string Words(BlockRole role) => role switch
    {
        BlockRole.HiddenWeights => "hidden weights",
        BlockRole.HiddenBiases => "hidden biases",
        BlockRole.OutputWeights => "output weights",
        BlockRole.OutputBiases => "output biases",
        _ => "other parameters",
    };
}
