using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.InfiniteWidth.Tests;

/// <summary>Three particles in four dimensions beside the 48 neurons that they stand for.</summary>
public sealed class OrbitLossTests
{
    private const int Order = 12;
    private static readonly int[] Orders = [.. Enumerable.Range(0, Order + 1)];

    // The total mass is about 1, and of order 12 the moments are within 4e-10 and s_k^2 is 1.2e-3 at the most.
    [Theory]
    [InlineData(ActivationName.Relu, "abs")]
    [InlineData(ActivationName.Abs, "abs")]
    [InlineData(ActivationName.Relu, "relu")]
    public void TheTermsAreThoseOfTheWholeNetwork(ActivationName activation, string teacherActivation)
    {
        var teacher = NetworkTeacher.Rotated(teacherActivation == "abs" ? HomogeneousActivation.Abs : HomogeneousActivation.Relu);
        var model = Particles.Create(teacher, activation, order: Order);
        var network = Particles.Expand(model.Parameters.ToArray(), teacher.Neurons.Weights, activation.Activation());
        var nothing = network with { Outputs = 0 * network.Outputs };
        var expected = TensorTerms.Between(network, teacher.Neurons, Orders, WorkerTeam.Get(1));
        var untouched = TensorTerms.Between(nothing, teacher.Neurons, Orders, WorkerTeam.Get(1));
        var metrics = new OrbitTermsEvaluator(model).Evaluate().ToDictionary(metric => metric.Name, metric => metric.Value);

        for (var k = 0; k <= Order; k += 2)
        {
            Assert.Equal(expected[k], metrics[$"T{k}"], 1e-12);
        }

        // Of odd order the particles have nothing, and above the last they have nothing by definition.
        Assert.Equal(untouched[1], expected[1], 1e-15);
        var above = PopulationLoss.Between(nothing, teacher.Neurons, WorkerTeam.Get(1)) - untouched.Sum();
        Assert.Equal(expected.Sum() + above, metrics["loss"], 1e-12);
    }

    // A central difference is off by h^2 L'''/6, a third of what it differs from the one with step 2h (taken twice over), and by the rounding
    // of L over h: L is of order 1 and comes from some 100 operations.
    [Theory]
    [InlineData(ActivationName.Relu, 2)]
    [InlineData(ActivationName.Relu, 8)]
    [InlineData(ActivationName.Abs, 12)]
    public void TheGradientIsTheDerivativeOfTheTermsOfTheWholeNetwork(ActivationName activation, int order)
    {
        const double H = 1e-5;
        var teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);
        var model = Particles.Create(teacher, activation, order: order);
        var (parameters, gradient) = (model.Parameters.ToArray(), Gradient(model, teacher));

        for (var k = 0; k < parameters.Length; k++)
        {
            var (fine, coarse) = (Slope(k, H), Slope(k, 2 * H));
            var tolerance = (2 * Math.Abs(fine - coarse) / 3) + (100 * 1.1e-16 / H);
            Assert.InRange(tolerance, 0, 1e-6);
            Assert.Equal(fine, gradient[k], tolerance);
        }

        double Slope(int k, double step)
        {
            var (up, down) = (parameters.ToArray(), parameters.ToArray());
            up[k] += step;
            down[k] -= step;
            return (Loss(up) - Loss(down)) / (2 * step);
        }

        double Loss(double[] at)
            => TensorTerms.Between(Particles.Expand(at, teacher.Neurons.Weights, activation.Activation()), teacher.Neurons, [.. Orders.Take(order + 1)], WorkerTeam.Get(1)).Sum();
    }

    // Claim 3.2: with the gradient n dL/dw of its own, each of the n = 48 copies moves as its particle does with M dL/dv, mirrored by its signs.
    // All orders take part, the first too. Moments of order 12 are within 4e-10; here they are times k s_k^2, 0.015 at the most.
    [Theory]
    [InlineData(ActivationName.Relu)]
    [InlineData(ActivationName.Abs)]
    public void EveryCopyOfAParticleMovesAsTheParticleDoes(ActivationName activation)
    {
        var teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);
        var model = Particles.Create(teacher, activation, order: Order);
        var network = Particles.Expand(model.Parameters.ToArray(), teacher.Neurons.Weights, activation.Activation());
        double[][] copies = network.Weights.TransposeAndMultiply(teacher.Neurons.Weights).ToRowArrays();
        var gradient = Gradient(model, teacher);
        double[][] signs = [.. Particles.Signs(4)];

        for (var i = 0; i < copies.Length; i++)
        {
            var expected = MeanFieldGradient(copies, i, teacher.Neurons.Outputs.Column(0).ToArray(), activation.Activation());
            for (var k = 0; k < 4; k++)
            {
                Assert.Equal(expected[k], 3 * signs[i % 16][k] * gradient[(i / 16 * 4) + k], 1e-11);
            }
        }
    }

    [Fact]
    public void AParticleOfNormZeroHasNoGradient()
    {
        var teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);
        var model = Particles.Create(teacher, ActivationName.Relu);
        model.Parameters[..4].Clear();
        var gradient = Gradient(model, teacher);

        Assert.All(gradient[..4], value => Assert.Equal(0, value));
        Assert.All(gradient[4..], value => Assert.True(double.IsFinite(value) && value != 0));
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);
        var model = Particles.Create(teacher, ActivationName.Relu);
        var (oracle, gradient) = (model.Bind(new PopulationObjective(teacher)), new double[12]);
        oracle.Gradient(model.Parameters, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        oracle.Gradient(model.Parameters, gradient);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double[] Gradient(SymmetricParticles model, NetworkTeacher teacher)
    {
        var gradient = Enumerable.Repeat(double.NaN, model.Parameters.Length).ToArray();
        model.Bind(new PopulationObjective(teacher)).Gradient(model.Parameters, gradient);
        return gradient;
    }

    // n times the derivative of sum_k || (1/n) sum_i s_k ||w_i||^2 u_i^(tensor k) - sum_j a_j t_k e_j^(tensor k) ||^2 with respect to one w = ||w|| u:
    // ||w||^2 <u, y>^k has the derivative ||w|| ((2 - k) r^k u + k r^(k-1) y), r = <u, y>.
    private static double[] MeanFieldGradient(double[][] copies, int i, double[] coefficients, HomogeneousActivation activation)
    {
        var norm = Norm(copies[i]);
        double[] u = [.. copies[i].Select(value => value / norm)];
        var gradient = new double[u.Length];
        for (var order = 0; order <= Order; order++)
        {
            var (own, other) = (HermiteCoefficients.Compute(activation, order), HermiteCoefficients.Compute(HomogeneousActivation.Abs, order));
            foreach (var copy in copies)
            {
                Add(copy, own * own * Math.Pow(Norm(copy), 2) / copies.Length, order);
            }

            for (var j = 0; j < coefficients.Length; j++)
            {
                var axis = new double[coefficients.Length];
                axis[j] = 1;
                Add(axis, -own * other * coefficients[j], order);
            }
        }

        return gradient;

        void Add(double[] neuron, double factor, int k)
        {
            double[] y = [.. neuron.Select(value => value / Norm(neuron))];
            var r = u.Zip(y, (a, b) => a * b).Sum();
            for (var l = 0; l < u.Length; l++)
            {
                gradient[l] += 2 * factor * norm * (((2 - k) * Math.Pow(r, k) * u[l]) + (k == 0 ? 0 : k * Math.Pow(r, k - 1) * y[l]));
            }
        }
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
