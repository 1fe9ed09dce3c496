using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.InfiniteWidth;

/// <summary>
/// The exact population loss of symmetric particles, d times it, its terms T_0, T_2, ..., T_K, and the share of the mass ||v_p||^2 / M in
/// particles that are basis-like: those with a squared cosine of 0.9 or more with a teacher direction.
/// </summary>
[Measures("loss", "loss-times-d", "T*", "basis-like-mass")]
public sealed class OrbitTermsEvaluator(SymmetricParticles model) : IEvaluator
{
    private const double BasisLike = 0.9;
    private readonly OrbitLoss _loss = model.Loss();
    private readonly double[] _gradient = new double[model.Parameters.Length];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var terms = new double[_loss.Terms];
        var loss = _loss.Evaluate(model.Parameters, terms, _gradient);
        var dimension = model.Blocks[0].Inputs;
        return
        [
            new("loss", loss) { Quantity = Quantities.PopulationLoss },
            new("loss-times-d", dimension * loss) { Quantity = Quantities.PopulationLossTimesDimension },
            .. terms.Select((term, n) => new Metric($"T{2 * n}", term) { Quantity = "term of the population loss" }),
            new("basis-like-mass", BasisLikeShare(_loss.Orbits)) { Quantity = "share of the mass" },
        ];
    }

    private static double BasisLikeShare(Orbits orbits)
    {
        var (all, basisLike) = (0.0, 0.0);
        for (var p = 0; p < orbits.Masses.Length; p++)
        {
            all += orbits.Masses[p];
            basisLike += TensorPrimitives.Max(orbits.Power(1, p)) >= BasisLike ? orbits.Masses[p] : 0;
        }

        return all > 0 ? basisLike / all : 0;
    }
}
