using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Memory;

namespace BeyondNtk.Margins;

/// <summary>Options of the evaluator "ntk-margin".</summary>
public sealed class NtkMarginOptions
{
    /// <summary>The number m of random neurons over which the mean is taken.</summary>
    [Range(1, 1_000_000)]
    public int Neurons { get; init; } = 1000;

    /// <summary>Whether both layers move, from output weights N(0, 1); if not the hidden weights alone, with output weights of 1 and -1.</summary>
    public bool BothLayers { get; init; }

    /// <summary>Whether the margin is that of the sample; if not of all inputs of the law, which has few of them.</summary>
    public bool OfSample { get; init; }

    /// <summary>The relative duality gap at which the game is solved.</summary>
    [Range(1e-6, 1)]
    public double Tolerance { get; init; } = 0.01;

    /// <summary>The most rounds of mirror descent.</summary>
    [Range(1, 1_000_000)]
    public int Rounds { get; init; } = 1000;
}

/// <summary>
/// The NTK margin (Ji and Telgarsky 2020, Telgarsky 2023): the largest margin of a vector field of norm 1 in the tangent features of random ReLU neurons v ~ N(0, I/d), between two bounds
/// that mirror descent on the inputs' weights gives; also as a level beside the normalised margin. And the margin in the kernel's own space (see <see cref="RkhsMargin"/>), of laws of up
/// to 4,096 inputs. Neither depends on the model.
/// </summary>
[Measures("ntk-margin", "duality-gap", "rkhs-margin")]
public sealed class NtkMargin : IEvaluator, IReferenceLevels
{
    // Every pair of inputs is looked at.
    private const int MostOfKernel = 4096;

    private readonly Lazy<(double Lower, double Upper)> _margin;
    private readonly Lazy<double?> _rkhs;

    /// <summary>Checks that there are inputs, and room for what neurons make of them.</summary>
    /// <exception cref="CompositionException">There are none, or there is none.</exception>
    public NtkMargin(NtkMarginOptions options, ITeacher teacher, RandomStream stream, DataSet? sample = null)
    {
        var law = teacher.Inputs as IFiniteLaw;
        if (options.OfSample ? sample is null : law?.IsAffordable() != true)
        {
            throw new CompositionException(options.OfSample
                ? "OfSample is true, but the experiment has no Samples"
                : "the margin is that of all inputs of a law that has few of them, such as a cube of up to 16 dimensions; let OfSample be true, or choose a smaller Dimension");
        }

        var count = options.OfSample ? sample!.Count : (long)law!.Count;
        MemoryNeed.Require($"Neurons is {options.Neurons}: what so many make of {count} inputs", options.Neurons, "neurons", neurons => Enumerable.Repeat(ArraySize.Of<double>(neurons, count), 3));
        _rkhs = new(() => options.OfSample || count > MostOfKernel ? null : RkhsMargin.OfEqualWeights(law!.Inputs(), teacher.Target(law.Inputs()), options.BothLayers));
        _margin = new(() =>
        {
            var inputs = options.OfSample ? sample!.Inputs : law!.Inputs();
            var neurons = new StandardGaussian(inputs.ColumnCount).Draw(options.Neurons, stream.Child("neurons")) / Math.Sqrt(inputs.ColumnCount);
            var outputs = options.BothLayers ? new StandardGaussian(1).Draw(options.Neurons, stream.Child("outputs")).Column(0) : null;
            return new TangentGame(inputs, options.OfSample ? sample!.Labels : teacher.Target(inputs), neurons, outputs).Solve(options.Tolerance, options.Rounds);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new(NormalisedMargin.Margin, "NTK margin", Middle)];

    private double Middle => (_margin.Value.Lower + _margin.Value.Upper) / 2;

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate() =>
    [
        new("ntk-margin", Middle) { Quantity = "NTK margin", Axis = MetricAxis.Linear },
        new("duality-gap", _margin.Value.Upper - _margin.Value.Lower) { Quantity = "duality gap of the NTK margin" },
        _rkhs.Value is { } rkhs ? new("rkhs-margin", rkhs) { Quantity = "margin in the kernel's space", Axis = MetricAxis.Linear } : Metric.Undefined("rkhs-margin"),
    ];
}
