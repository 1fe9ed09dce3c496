using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Engine.Tests;

internal sealed class HuberOptions
{
    [Range(0.1, 10.0)]
    public double Width { get; init; } = 1;
}

/// <summary>A loss that does not ship.</summary>
internal sealed class HuberLoss(HuberOptions options) : IPointwiseLoss
{
    public double Width => options.Width;

    public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives) => throw new NotSupportedException();
}

/// <summary>A penalty that does not ship: minus the sum of the parameters.</summary>
internal sealed class NegatedSum(ITrainable model) : IPenalty
{
    public ITrainable Model { get; } = model;

    public double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        var sum = 0.0;
        for (var k = 0; k < parameters.Length; k++)
        {
            gradient[k] -= weight;
            sum -= parameters[k];
        }

        return sum;
    }
}
