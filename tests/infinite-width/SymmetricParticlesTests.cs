using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.InfiniteWidth.Tests;

public sealed class SymmetricParticlesTests
{
    private static readonly NetworkTeacher Teacher = NetworkTeacher.Rotated(HomogeneousActivation.Abs);

    // Every pattern of signs, every order, the odd one of relu too, and the polynomials by their recurrence. The tolerance is the relative error
    // of a moment of the last order K, 5e-15, 4e-13 or 4e-10, times the term of z^K in s_K h_K at |z| = 4, which is below 20.
    [Theory]
    [InlineData(ActivationName.Relu, 4, 1e-13)]
    [InlineData(ActivationName.Abs, 8, 1e-11)]
    [InlineData(ActivationName.Relu, 12, 1e-8)]
    public void PredictsTheMeanOverTheOrbits(ActivationName activation, int order, double tolerance)
    {
        var model = Particles.Create(Teacher, activation, order: order);
        var network = Particles.Expand(model.Parameters.ToArray(), Teacher.Neurons.Weights, activation.Activation());
        var inputs = Teacher.Inputs.Draw(20, new RandomStream(2));
        var predictions = model.Predict(inputs);

        Assert.Equal((20, 1), (predictions.RowCount, predictions.ColumnCount));
        for (var n = 0; n < 20; n++)
        {
            var sum = 0.0;
            for (var i = 0; i < network.Weights.RowCount; i++)
            {
                var norm = network.Weights.Row(i).L2Norm();
                sum += network.Outputs[i, 0] * norm * Series(network.Weights.Row(i).DotProduct(inputs.Row(n)) / norm, activation.Activation(), order);
            }

            Assert.Equal(sum, predictions[n, 0], tolerance);
        }
    }

    // A relu teacher has a linear part, and both have orders above the last: all of it counts.
    [Theory]
    [InlineData("abs")]
    [InlineData("relu")]
    public void TheLossIsTheMeanSquaredErrorOfThePredictions(string activation)
    {
        const int Count = 20_000;
        var teacher = NetworkTeacher.Rotated(activation == "abs" ? HomogeneousActivation.Abs : HomogeneousActivation.Relu);
        var model = Particles.Create(teacher, ActivationName.Relu, order: 4);
        var inputs = teacher.Inputs.Draw(Count, new RandomStream(3));
        var squares = (model.Predict(inputs) - teacher.Target(inputs)).PointwisePower(2).Column(0);
        var mean = squares.Average();
        var standardError = Math.Sqrt((squares - mean).PointwisePower(2).Sum()) / Count;
        var loss = model.Bind(new PopulationObjective(teacher)).Gradient(model.Parameters, new double[12]);

        Assert.InRange(loss - mean, -5 * standardError, 5 * standardError);
        Assert.InRange(standardError, 0, 0.05 * loss);
    }

    // The step is far below what is stable, so every one lowers the loss; and two runs are the same to the bit.
    [Fact]
    public void StepsLowerTheLossAndRepeat()
    {
        double[] Descend()
        {
            var model = Particles.Create(Teacher, ActivationName.Relu, count: 20);
            var (oracle, gradient) = (model.Bind(new PopulationObjective(Teacher)), new double[80]);
            var losses = new double[300];
            for (var step = 0; step < losses.Length; step++)
            {
                losses[step] = oracle.Gradient(model.Parameters, gradient);
                for (var k = 0; k < gradient.Length; k++)
                {
                    model.Parameters[k] -= 0.1 * 20 * gradient[k];
                }
            }

            return losses;
        }

        var losses = Descend();
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.Equal(losses.Length, losses.Distinct().Count());
        Assert.Equal(losses, Descend());
    }

    // N(0, I/d) times the scale. 4 x 8000 draws.
    [Fact]
    public void InitialParticlesAreGaussianWithVarianceOneOverD()
    {
        var model = Particles.Create(Teacher, ActivationName.Relu, count: 8000, scale: 0.01);
        double[] z = [.. model.Parameters.ToArray().Select(value => value * 2 / 0.01)];

        Assert.Equal(0, z.Average(), 5 * Math.Sqrt(1.0 / z.Length));
        Assert.Equal(1, z.Average(value => value * value), 5 * Math.Sqrt(2.0 / z.Length));
        Assert.NotEqual(z[..4], Particles.Create(Teacher, ActivationName.Relu, scale: 2, seed: 2).Parameters[..4].ToArray());
    }

    [Fact]
    public void SavesItsParticlesRowByRow()
    {
        var model = Particles.Create(Teacher, ActivationName.Relu);
        var saved = Assert.Single(model.Weights);

        Assert.Equal("particles", saved.Name);
        Assert.Equal(model.Parameters.ToArray(), saved.Values.ToRowMajorArray());
        Assert.Equal(new ParameterBlock("particles", 0, 3, 4), Assert.Single(model.Blocks));
    }

    public static TheoryData<string, Neurons, InputLaw> OtherTeachers
    {
        get
        {
            var neurons = Teacher.Neurons;
            return new()
            {
                { "inputs from Cube", neurons, new Cube(4) },
                { "'tanh'", neurons with { Activation = new Tanh() }, Teacher.Inputs },
                { "2 outputs", neurons with { Outputs = neurons.Outputs.Append(neurons.Outputs) }, Teacher.Inputs },
                { "3 directions in 4", new Neurons(neurons.Weights.SubMatrix(0, 3, 0, 4), neurons.Outputs.SubMatrix(0, 3, 0, 1), neurons.Activation), Teacher.Inputs },
                { "W W^T = I up to 2e-09", neurons with { Weights = (1 + 1e-9) * neurons.Weights }, Teacher.Inputs },
            };
        }
    }

    [Theory]
    [MemberData(nameof(OtherTeachers))]
    public void AnotherKindOfTeacherIsRefused(string words, Neurons neurons, InputLaw inputs)
    {
        var refusal = Assert.Throws<CompositionException>(() => Particles.Create(new NetworkTeacher(neurons, inputs), ActivationName.Relu));

        Assert.Contains(words, refusal.Message);
        Assert.Contains("orthonormal", refusal.Message);
    }

    [Fact]
    public void AnotherObjectiveIsRefused()
    {
        var model = Particles.Create(Teacher, ActivationName.Relu);
        var sample = new SampleObjective(new FixedSample(DataSet.Draw(Teacher, 5, new RandomStream(4))), new SquaredLoss());
        var other = new PopulationObjective(NetworkTeacher.Rotated(HomogeneousActivation.Abs));

        Assert.Contains("SampleObjective", Assert.Throws<CompositionException>(() => model.Bind(sample)).Message);
        Assert.Contains("another teacher", Assert.Throws<CompositionException>(() => model.Bind(other)).Message);
    }

    [Fact]
    public void AnOddOrderIsRefused()
        => Assert.Contains("Order is 7", Assert.Throws<CompositionException>(() => Particles.Create(Teacher, ActivationName.Relu, order: 7)).Message);

    private static double Series(double z, HomogeneousActivation activation, int order)
    {
        var (previous, current, sum) = (0.0, 1.0, 0.0);
        for (var k = 0; k <= order; k++)
        {
            sum += HermiteCoefficients.Compute(activation, k) * current;
            (previous, current) = (current, ((z * current) - (Math.Sqrt(k) * previous)) / Math.Sqrt(k + 1));
        }

        return sum;
    }
}
