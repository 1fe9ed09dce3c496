namespace BeyondNtk.Abstractions.Learning;

/// <summary>A function of the parameters that an objective adds to its loss.</summary>
/// <remarks>
/// A penalty asks in its constructor for the model, as <c>ITrainable</c>, and looks up the blocks that it is of. Where the model has none of that
/// kind it throws a <see cref="CompositionException"/>.
/// </remarks>
public interface IPenalty
{
    /// <summary>Adds the penalty's gradient, at any parameters of the model's shape.</summary>
    /// <param name="parameters">Flat, as the model has them.</param>
    /// <param name="weight">What the penalty is multiplied by.</param>
    /// <param name="gradient">Flat; weight times dpenalty/dparameter is added to it.</param>
    /// <returns>The penalty, without the weight.</returns>
    double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient);
}

/// <summary>A penalty of an objective.</summary>
/// <param name="Label">Its label, which names it among the metrics.</param>
/// <param name="Weight">What it is multiplied by.</param>
/// <param name="Penalty">The penalty.</param>
public sealed record WeightedPenalty(string Label, double Weight, IPenalty Penalty);
