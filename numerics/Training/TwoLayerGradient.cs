using System.Numerics;
using System.Runtime.Intrinsics;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>The number format a training kernel computes in. Weights and statistics that leave it are double.</summary>
public enum Precision
{
    /// <summary>32 bits: twice as fast.</summary>
    Single,

    /// <summary>64 bits.</summary>
    Double,
}

/// <summary>
/// The loss of a two-layer network f(x) = sum_i c_i act(&lt;w_i, x&gt;) and what every gradient of it is made from, the field
/// G_i = E loss'(f(x)) act'(&lt;w_i, x&gt;) x. For the homogeneous activations here act(z) = act'(z) z, hence by the chain rule
/// dL/dw_i = c_i G_i (c held fixed) and dL/dc_i = &lt;w_i, G_i&gt;: how c depends on w is up to the model, not to the kernel.
/// </summary>
public abstract class TwoLayerGradient
{
    // Examples (or neurons) times neurons times features that are worth a thread. A rough figure, from the fastest of many steps in double
    // precision on two cores that others used too: with 1.6 million two threads were up to 1.46 times as fast as one, with 3.3 million 1.84.
    private const double WorthAThread = 1e6;

    private protected TwoLayerGradient(int width, int dimension)
    {
        Width = width;
        Dimension = dimension;
    }

    /// <summary>The number m of neurons.</summary>
    public int Width { get; }

    /// <summary>The input dimension d.</summary>
    public int Dimension { get; }

    /// <summary>The number of examples a batch can be chosen from; 0 without a fixed sample.</summary>
    public virtual int Examples => 0;

    /// <summary>The memory that a fixed sample and the sums over it take, in bytes; 0 without a fixed sample.</summary>
    public virtual long Bytes => 0;

    /// <summary>How many threads an evaluation over all examples uses efficiently.</summary>
    public abstract int UsefulThreads { get; }

    /// <summary>The loss and the field at given neurons.</summary>
    /// <param name="weights">The w_i row by row, m x d.</param>
    /// <param name="outputs">The c_i, of length m.</param>
    /// <param name="field">Receives the G_i row by row, m x d.</param>
    /// <param name="batch">The examples to average over, of any length; empty means all.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch names an example that does not exist.</exception>
    public abstract double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs, Span<double> field, ReadOnlySpan<int> batch);

    /// <summary>Binds networks of a given shape to an objective.</summary>
    /// <param name="objective">
    /// The objective: over examples, or over all inputs of a finite law, with any pointwise loss; or the exact population loss (see
    /// <see cref="PopulationObjective"/>) of the squared loss on N(0, I) or the unit sphere.
    /// </param>
    /// <param name="activation">The network's activation.</param>
    /// <param name="width">The number m of neurons.</param>
    /// <param name="dimension">The number d of weights of a neuron: the input dimension, or one more for a bias, of which the input is then 1.</param>
    /// <param name="precision">The number format of the sampled objective; the exact one is always double.</param>
    /// <param name="threads">The number of threads; the result does not depend on it.</param>
    /// <exception cref="CompositionException">The exact population loss of a teacher, or of a loss, that has no closed form.</exception>
    public static TwoLayerGradient Bind(
        Objective objective, HomogeneousActivation activation, int width, int dimension, Precision precision, int threads)
        => objective.OverFiniteLaw() switch
        {
            SampleObjective sample when precision == Precision.Single => OnWidestLanes<float>(sample, activation, width, dimension, threads),
            SampleObjective sample => OnWidestLanes<double>(sample, activation, width, dimension, threads),
            PopulationObjective population => new PopulationGradient(population, activation, width, dimension, threads),
            _ => throw new CompositionException($"a two-layer network has no gradient of the objective {objective.GetType().Name}"),
        };

    /// <summary>The number of threads for an evaluation of an amount of work in a number of parts.</summary>
    private protected static int ThreadsFor(double work, int parts) => (int)Math.Max(1, Math.Min(parts, work / WorthAThread));

    private static TwoLayerGradient OnWidestLanes<T>(SampleObjective sample, HomogeneousActivation activation, int width, int dimension, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector512.IsHardwareAccelerated ? new SampleGradient<T, Lanes512<T>>(sample, activation, width, dimension, threads)
            : Vector256.IsHardwareAccelerated ? new SampleGradient<T, Lanes256<T>>(sample, activation, width, dimension, threads)
            : new SampleGradient<T, Lanes128<T>>(sample, activation, width, dimension, threads);
}
