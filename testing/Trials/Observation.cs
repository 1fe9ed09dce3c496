using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Trials;

/// <summary>A number that a part gave, and where.</summary>
internal readonly record struct Observation(string Place, double Value)
{
    public static IEnumerable<Observation> Of(string place, Matrix<double> values)
        => values.EnumerateIndexed().Select(entry => new Observation($"{place}[{entry.Item1}, {entry.Item2}]", entry.Item3));

    public static IEnumerable<Observation> Of(string place, IEnumerable<Metric> metrics)
        => metrics.SelectMany(metric => new[]
        {
            new Observation($"{place}, {metric.Name}", metric.Value),
            new Observation($"{place}, the standard error of {metric.Name}", metric.StandardError),
        });

    /// <summary>Everything that a model shows of its state.</summary>
    public static IEnumerable<Observation> Measure(string place, Composition composition)
        => Of($"{place}, predictions", composition.Model.Predict(composition.Inputs))
            .Concat(composition.Model.Weights.SelectMany(array => Of($"{place}, {array.Name}", array.Values)))
            .Concat(composition.Model is ITrainable trainable
                ? trainable.Parameters.ToArray().Select((value, k) => new Observation($"{place}, parameters[{k}]", value))
                : [])
            .Concat(composition.Model is IFeatureModel features ? Of($"{place}, features", features.Evaluate(composition.Inputs)) : [])
            .Concat(composition.Model is IKernelModel kernel
                ? Of($"{place}, kernel", Fitting.Whole(kernel.Bind(composition.Inputs, composition.Sample.Inputs)))
                : []);
}
