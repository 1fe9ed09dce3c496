using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RandomFeaturesBaseline;

/// <summary>
/// f(x) = sum_i beta_i act(&lt;w_i, x&gt;) with fixed random w_i ~ N(0, I/d) (Rahimi and Recht 2007): a two-layer network of which only the
/// output layer is fitted.
/// </summary>
public sealed class RandomFeatures : IFeatureModel, ITwoLayerNetwork, IResourceUse
{
    private const int BlockRows = 64;
    private readonly WorkerTeam _team;

    /// <summary>Draws the features.</summary>
    /// <exception cref="CompositionException">They do not fit in memory.</exception>
    public RandomFeatures(RandomFeaturesOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        _team = WorkerTeam.Get(threads.Count);

        // As drawn, and as scaled.
        MemoryNeed.Require(
            $"Features is {options.Features}: that many directions in {inputs.Dimension} dimensions",
            options.Features,
            "features",
            features => Enumerable.Repeat(ArraySize.Of<double>(features, inputs.Dimension), 2));
        var weights = new StandardGaussian(inputs.Dimension).Draw(options.Features, stream) / Math.Sqrt(inputs.Dimension);
        Neurons = new Neurons(weights, Matrix<double>.Build.Dense(options.Features, 1), options.Activation.Activation());
    }

    /// <inheritdoc/>
    public int Features => Neurons.Weights.RowCount;

    /// <summary>The copy of the directions that an evaluation takes; the caller owns what it fills.</summary>
    public long Bytes => sizeof(double) * (long)Features * Neurons.Weights.ColumnCount;

    /// <summary>One: solving with the features, whose solver reports its own use, is far more work than they are.</summary>
    public int UsefulThreads => 1;

    /// <inheritdoc/>
    public Neurons Neurons { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => [new("features", Neurons.Weights), new("output-weights", Neurons.Outputs)];

    /// <inheritdoc/>
    public void SetWeights(Matrix<double> weights) => Neurons = Neurons with { Outputs = weights };

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs) => Neurons.Predict(inputs, _team);

    /// <inheritdoc/>
    public Matrix<double> Evaluate(Matrix<double> inputs)
    {
        var (count, dimension) = (inputs.RowCount, inputs.ColumnCount);
        var weights = Neurons.Weights.ToRowMajorArray();
        var rows = inputs.ToRowMajorArray();

        // Feature by feature, which is how MathNet stores the N x M matrix.
        var features = new double[(long)Features * count];
        _team.Run((Features + BlockRows - 1) / BlockRows, (item, _) =>
        {
            var first = item * BlockRows;
            var size = Math.Min(BlockRows, Features - first);
            var block = features.AsSpan(first * count, size * count);
            RowProducts.MultiplyNT(weights.AsSpan(first * dimension, size * dimension), rows, dimension, block);
            Neurons.Activation.Apply(block);
        });
        return Matrix<double>.Build.Dense(count, Features, features);
    }
}
