using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.ReluStudent.Tests;

public sealed class StudentGradientTests
{
    private const int Width = 7;
    private static readonly AxesTeacher Teacher = new(0.5, 0.3, 0.2);

    // The loss is from the definition here, and its derivative includes the one of the norm in front of each neuron.
    [Theory]
    [InlineData(ActivationName.Relu)]
    [InlineData(ActivationName.Abs)]
    public void IsTheDerivativeOfTheEmpiricalLoss(ActivationName activation)
    {
        var sample = DataSet.Draw(Teacher, 90, new RandomStream(3));

        AssertIsDerivative(activation, new SampleObjective(new FixedSample(sample), new SquaredLoss()), 90, parameters =>
        {
            var sum = 0.0;
            for (var n = 0; n < sample.Count; n++)
            {
                sum += Math.Pow(Students.Predict(parameters, activation, Width, sample.Inputs.Row(n)) - sample.Labels[n, 0], 2);
            }

            return sum / sample.Count;
        });
    }

    [Theory]
    [InlineData(ActivationName.Relu)]
    [InlineData(ActivationName.Abs)]
    public void IsTheDerivativeOfThePopulationLoss(ActivationName activation)
    {
        var moved = Students.Create(activation, Width, 3);

        AssertIsDerivative(activation, new PopulationObjective(Teacher), 0, parameters =>
        {
            parameters.CopyTo(moved.Parameters);
            return PopulationLoss.Between(moved.Neurons, Teacher.Neurons, WorkerTeam.Get(2));
        });
    }

    [Fact]
    public void ABatchIsTheAverageOverItsRows()
    {
        var sample = DataSet.Draw(Teacher, 50, new RandomStream(4));
        int[] batch = [3, 49, 7, 7];
        var rows = new DataSet(
            sample.Inputs.SubMatrix(0, 4, 0, 3).MapIndexed((n, k, _) => sample.Inputs[batch[n], k]),
            sample.Labels.SubMatrix(0, 4, 0, 1).MapIndexed((n, k, _) => sample.Labels[batch[n], k]));
        var student = Students.Create(ActivationName.Relu, Width, 3);
        var (fromBatch, fromRows) = (new double[Width * 3], new double[Width * 3]);

        var loss = student.Bind(Empirical(sample)).Gradient(student.Parameters, fromBatch, batch);
        Assert.Equal(student.Bind(Empirical(rows)).Gradient(student.Parameters, fromRows), loss);
        Assert.Equal(fromRows, fromBatch);
    }

    // The paper's update leaves a dead neuron dead; a quotient by its norm would make it NaN.
    [Fact]
    public void ANeuronOfNormZeroHasNoGradient()
    {
        var student = Students.Create(ActivationName.Relu, Width, 3);
        student.Parameters[..3].Clear();
        foreach (var objective in (Objective[])[new PopulationObjective(Teacher), Empirical(DataSet.Draw(Teacher, 20, new RandomStream(5)))])
        {
            var gradient = new double[Width * 3];
            student.Bind(objective).Gradient(student.Parameters, gradient);

            Assert.All(gradient[..3], value => Assert.Equal(0, value));
            Assert.All(gradient[3..], value => Assert.True(double.IsFinite(value) && value != 0));
        }
    }

    // The gradient sums a sample's contributions: rounding them to 24 bits leaves N units of 2^-24 of their magnitudes, here below 10.
    [Fact]
    public void SinglePrecisionIsCloseToDouble()
    {
        var sample = DataSet.Draw(Teacher, 200, new RandomStream(6));
        var gradients = ((Precision[])[Precision.Single, Precision.Double]).Select(precision =>
        {
            var student = Students.Create(ActivationName.Relu, Width, 3, precision: precision);
            var gradient = new double[Width * 3];
            student.Bind(Empirical(sample)).Gradient(student.Parameters, gradient);
            return gradient;
        }).ToArray();

        Assert.NotEqual(gradients[0], gradients[1]);
        Assert.All(gradients[0].Zip(gradients[1]), pair => Assert.Equal(pair.Second, pair.First, 200 * 10 * Math.Pow(2, -24)));
    }

    private static SampleObjective Empirical(DataSet sample) => new(new FixedSample(sample), new SquaredLoss());

    // A central difference is off by h^2 L'''/6, a third of what it differs from the one with step 2h (taken twice over), and by the rounding
    // of L over h: L is of order 1 and comes from some 100 operations.
    private static void AssertIsDerivative(ActivationName activation, Objective objective, int examples, Func<double[], double> loss)
    {
        const double H = 1e-5;
        var student = Students.Create(activation, Width, 3);
        var oracle = student.Bind(objective);
        var parameters = student.Parameters.ToArray();
        var gradient = Enumerable.Repeat(double.NaN, parameters.Length).ToArray();

        Assert.Equal(examples, oracle.Examples);
        Assert.Equal(loss(parameters), oracle.Gradient(parameters, gradient), 1e-14);
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
            return (loss(up) - loss(down)) / (2 * step);
        }
    }
}
