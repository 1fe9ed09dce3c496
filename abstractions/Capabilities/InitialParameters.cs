namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>The parameters of a model as they were before training, for an evaluator that measures how far they went. It asks for them in its constructor.</summary>
public sealed class InitialParameters
{
    private readonly double[] _values;

    /// <summary>Takes a copy.</summary>
    /// <param name="model">The model, which has not been trained.</param>
    public InitialParameters(ITrainable model) => _values = model.Parameters.ToArray();

    /// <summary>Flat, as <see cref="ITrainable.Parameters"/>.</summary>
    public ReadOnlySpan<double> Values => _values;
}
