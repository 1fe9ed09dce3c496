using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.InfiniteWidth.Tests;

public sealed class OrbitTermsEvaluatorTests
{
    private static readonly NetworkTeacher Teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);

    // The names of quantities are those of the evaluators "population-loss", "tensor-terms" and "neuron-alignment": they share plots.
    [Fact]
    public void NamesWhatItMeasures()
    {
        var metrics = new OrbitTermsEvaluator(Particles.Create(Teacher, ActivationName.Abs, order: 4)).Evaluate();

        Assert.Equal(
            [
                ("loss", "population loss"), ("loss-times-d", "population loss times d"),
                ("T0", "term of the population loss"), ("T2", "term of the population loss"), ("T4", "term of the population loss"),
                ("basis-like-mass", "share of the mass"),
            ],
            metrics.Select(metric => (metric.Name, metric.Quantity)));
        Assert.Equal(4 * metrics[0].Value, metrics[1].Value);
    }

    // Masses 4, 25, 101, 0 over 4; squared cosines 1, 0.64, 100/101.
    [Fact]
    public void TheBasisLikeMassIsTheShareOfAlignedParticles()
    {
        var model = Particles.Create(Teacher, ActivationName.Abs, count: 4);
        double[] particles = [0, 0, -2, 0, 3, 4, 0, 0, 0, 10, 0, 1, 0, 0, 0, 0];
        particles.CopyTo(model.Parameters);

        Assert.Equal(105.0 / 130, BasisLikeMass(model), 1e-15);
        model.Parameters.Clear();
        Assert.Equal(0, BasisLikeMass(model));
    }

    private static double BasisLikeMass(SymmetricParticles model) => new OrbitTermsEvaluator(model).Evaluate()[^1].Value;
}
