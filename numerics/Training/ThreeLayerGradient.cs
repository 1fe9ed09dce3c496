using System.Numerics;
using System.Runtime.Intrinsics;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>The shape of f(x) = sum_i a_i relu(sum_j v_ij relu(&lt;w_j, x&gt;) + b_i).</summary>
/// <param name="FirstWidth">The number m1 of neurons of the first hidden layer.</param>
/// <param name="SecondWidth">The number m2 of neurons of the second.</param>
/// <param name="Dimension">The number d of weights of a neuron of the first: the input dimension, or one more for a bias, of which the input is then 1.</param>
public readonly record struct ThreeLayerShape(int FirstWidth, int SecondWidth, int Dimension);

/// <summary>The parameters of a network of three layers.</summary>
public readonly ref struct ThreeLayerWeights
{
    /// <summary>The w_j, m1 x d.</summary>
    public required ReadOnlySpan<double> First { get; init; }

    /// <summary>The v_ij, m2 x m1.</summary>
    public required ReadOnlySpan<double> Second { get; init; }

    /// <summary>The b_i, of length m2.</summary>
    public required ReadOnlySpan<double> Biases { get; init; }

    /// <summary>The a_i, of length m2.</summary>
    public required ReadOnlySpan<double> Outputs { get; init; }
}

/// <summary>Where the gradients of the parameters go, each overwritten; what is empty is not asked for.</summary>
public readonly ref struct ThreeLayerSlopes
{
    /// <summary>Of the w_j, m1 x d.</summary>
    public Span<double> First { get; init; }

    /// <summary>Of the v_ij, m2 x m1.</summary>
    public Span<double> Second { get; init; }

    /// <summary>Of the b_i, of length m2.</summary>
    public Span<double> Biases { get; init; }

    /// <summary>Of the a_i, of length m2.</summary>
    public Span<double> Outputs { get; init; }
}

/// <summary>The loss of a ReLU network of three layers over examples and its gradients. relu'(0) is 0.</summary>
public abstract class ThreeLayerGradient
{
    // Multiply-adds of a product that are worth a thread, as of the kernel of two layers.
    private const double WorthAThread = 1e6;

    private protected ThreeLayerGradient(ThreeLayerShape shape) => Shape = shape;

    /// <summary>The network's shape.</summary>
    public ThreeLayerShape Shape { get; }

    /// <summary>The number of examples a batch can be chosen from; 0 without a fixed sample.</summary>
    public abstract int Examples { get; }

    /// <summary>The memory that sums over the blocks of a large sample take, in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>How many threads an evaluation over a block of examples uses efficiently.</summary>
    public int UsefulThreads => (int)Math.Max(1, Math.Min((Shape.SecondWidth + 47) / 48, 50.0 * Shape.FirstWidth * Shape.SecondWidth / WorthAThread));

    /// <summary>The loss and its gradients.</summary>
    /// <param name="weights">Where.</param>
    /// <param name="slopes">Receives the gradients.</param>
    /// <param name="batch">The examples to average over, of any length; empty means all.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch names an example that does not exist.</exception>
    /// <exception cref="ArgumentException">An array has not the length of the shape, or the linearised network is asked for other gradients than it has.</exception>
    public abstract double Evaluate(ThreeLayerWeights weights, ThreeLayerSlopes slopes, ReadOnlySpan<int> batch);

    /// <summary>Binds networks of a shape to an objective.</summary>
    /// <param name="objective">The objective: over examples, or over all inputs of a finite law, with any pointwise loss.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="precision">The number format of products and of sums within a group of neurons; sums over groups are double.</param>
    /// <param name="threads">The number of threads; the result does not depend on it.</param>
    /// <exception cref="CompositionException">The population loss of a law without few inputs, or it does not fit in memory.</exception>
    public static ThreeLayerGradient Bind(Objective objective, ThreeLayerShape shape, Precision precision, int threads)
        => precision == Precision.Single ? OnWidestLanes<float>(ExamplesOf(objective), shape, null, threads) : OnWidestLanes<double>(ExamplesOf(objective), shape, null, threads);

    /// <summary>
    /// The same of the network linearised at given parameters: the weights that an evaluation is then given are First and Second, from which the start is subtracted, and of the
    /// gradients these two are what it can be asked for.
    /// </summary>
    /// <param name="objective">The objective.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="start">Where it is linearised.</param>
    /// <param name="precision">The number format.</param>
    /// <param name="threads">The number of threads.</param>
    /// <exception cref="CompositionException">See <see cref="Bind"/>.</exception>
    public static ThreeLayerGradient BindTangent(Objective objective, ThreeLayerShape shape, ThreeLayerStart start, Precision precision, int threads)
        => precision == Precision.Single ? OnWidestLanes<float>(ExamplesOf(objective), shape, start, threads) : OnWidestLanes<double>(ExamplesOf(objective), shape, start, threads);

    private static SampleObjective ExamplesOf(Objective objective) => objective.OverFiniteLaw() as SampleObjective
        ?? throw new CompositionException("a network of three layers has no gradient of a population loss unless the law of the inputs has few of them; choose an objective over examples");

    private static ThreeLayerGradient OnWidestLanes<T>(SampleObjective sample, ThreeLayerShape shape, ThreeLayerStart? start, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector512.IsHardwareAccelerated ? On<T, Lanes512<T>>(sample, shape, start, threads)
            : Vector256.IsHardwareAccelerated ? On<T, Lanes256<T>>(sample, shape, start, threads)
            : On<T, Lanes128<T>>(sample, shape, start, threads);

    private static ThreeLayerGradient On<T, TLanes>(SampleObjective sample, ThreeLayerShape shape, ThreeLayerStart? start, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
        => start is null ? new ThreeLayerSampleGradient<T, TLanes>(sample, shape, threads) : new ThreeLayerTangentGradient<T, TLanes>(sample, shape, start, threads);
}

/// <summary>The parameters at which a network of three layers is linearised.</summary>
/// <param name="First">The w_j, m1 x d.</param>
/// <param name="Second">The v_ij, m2 x m1.</param>
/// <param name="Biases">The b_i, of length m2.</param>
/// <param name="Outputs">The a_i, of length m2.</param>
public sealed record ThreeLayerStart(double[] First, double[] Second, double[] Biases, double[] Outputs);
