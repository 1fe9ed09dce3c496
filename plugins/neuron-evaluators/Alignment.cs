using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>How the neurons of a network align with a teacher's.</summary>
/// <param name="model">m neurons in d dimensions.</param>
/// <param name="teacher">p neurons in d dimensions.</param>
internal sealed class Alignment(Neurons model, Neurons teacher)
{
    /// <summary>The cosines of the neurons with the teacher's directions, m x p. A neuron of norm zero has cosines of zero.</summary>
    public Matrix<double> Cosines { get; } = CosinesOf(model.Weights, teacher.Weights);

    /// <summary>The norms ||w_i||.</summary>
    public double[] Norms { get; } = model.Weights.RowNorms(2).ToArray();

    /// <summary>The largest |cosine| of each neuron.</summary>
    public double[] LargestCosines() => [.. Cosines.EnumerateRows().Select(row => row.AbsoluteMaximum())];

    /// <summary>The share of the mass |c_i| ||w_i|| in some of the neurons; 0 if the total mass is 0.</summary>
    /// <param name="belongs">Says whether neuron i is one of them.</param>
    public double ShareOfMass(Func<int, bool> belongs)
    {
        var masses = Norms.Select((norm, i) => norm * model.Outputs.Row(i).L2Norm()).ToArray();
        return masses.Sum() > 0 ? masses.Where((_, i) => belongs(i)).Sum() / masses.Sum() : 0;
    }

    /// <summary>Checks that the alignment of two networks can be computed.</summary>
    /// <exception cref="CompositionException">It needs more memory than is available.</exception>
    public static void RequireMemory(Neurons model, Neurons teacher)
    {
        // The directions of both, and their cosines.
        var (neurons, directions, dimension) = (model.Weights.RowCount, teacher.Weights.RowCount, model.Weights.ColumnCount);
        MemoryNeed.Require(
            $"the alignment of {neurons} neurons with {directions} in {dimension} dimensions",
            neurons,
            "neurons",
            count => [ArraySize.Of<double>(count, dimension), ArraySize.Of<double>(directions, dimension), ArraySize.Of<double>(count, directions)]);
    }

    private static Matrix<double> CosinesOf(Matrix<double> model, Matrix<double> teacher)
        => model.NormalizeRows(2).TransposeAndMultiply(teacher.NormalizeRows(2));
}
