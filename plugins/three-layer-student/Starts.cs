using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>Draws the starts of networks of three layers.</summary>
internal static class Starts
{
    /// <summary>The shape of a network whose first layer has biases.</summary>
    public static ThreeLayerShape Shape(this ThreeLayerStartOptions options, InputLaw inputs) => new(options.Width, options.SecondWidth ?? options.Width, inputs.Dimension + 1);

    /// <summary>Draws each block from a stream of its own, so that all models of one stream begin with the same numbers.</summary>
    /// <exception cref="CompositionException">They do not fit in memory.</exception>
    public static ThreeLayerStart Draw(this ThreeLayerStartOptions options, InputLaw inputs, RandomStream stream)
    {
        var (first, second, row) = options.Shape(inputs);

        // The start, the parameters, and a copy that an evaluation makes.
        MemoryNeed.Require(
            $"a network of {first} and {second} neurons", Math.Max(first, second), "neurons in the wider hidden layer",
            width => Enumerable.Repeat(ArraySize.Of<double>(Math.Min(width, first) + 2, Math.Min(width, second) + row), 3));
        var (scale, secondScale) = (options.WeightScale ?? (1 / Math.Sqrt(first)), options.SecondWeightScale ?? (1 / Math.Sqrt(second)));
        var (weights, biases) = (stream.Child("weights"), stream.Child("biases"));
        var firstLayer = new double[first * row];
        for (var j = 0; j < first; j++)
        {
            var neuron = firstLayer.AsSpan(j * row, row);
            Draw(weights, scale, neuron[..^1]);
            Draw(biases, scale, neuron[^1..]);
        }

        return new ThreeLayerStart(
            firstLayer,
            Draw(stream.Child("second-weights"), secondScale, new double[checked(second * first)]),
            Draw(stream.Child("second-biases"), secondScale, new double[second]),
            Draw(stream.Child("outputs"), options.OutputScale, new double[second]));
    }

    private static double[] Draw(RandomStream stream, double scale, double[] values)
    {
        Draw(stream, scale, values.AsSpan());
        return values;
    }

    private static void Draw(RandomStream stream, double scale, Span<double> values)
    {
        foreach (ref var value in values)
        {
            value = scale * stream.NextGaussian();
        }
    }
}
