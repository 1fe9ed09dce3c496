using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>Gradients of whole objectives.</summary>
public static class Gradients
{
    /// <summary>Binds a model to an objective: the loss through the model, the penalties added to it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="objective">The objective, whose <see cref="Objective.Latest"/> then tells the parts of every value.</param>
    /// <exception cref="CompositionException">The model has no gradient of this loss.</exception>
    public static IGradientOracle Bind(this ITrainable model, Objective objective) => new ObjectiveOracle(objective, model.BindLoss(objective));

    private sealed class ObjectiveOracle(Objective objective, IGradientOracle loss) : IGradientOracle
    {
        public int Examples => loss.Examples;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            objective.Latest.Begin(loss.Gradient(parameters, gradient, batch));
            for (var p = 0; p < objective.Penalties.Count; p++)
            {
                var (_, weight, penalty) = objective.Penalties[p];
                objective.Latest.Add(p, weight * penalty.AddGradient(parameters, weight, gradient));
            }

            return objective.Latest.Total;
        }
    }
}
