using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

public sealed class PopulationGradientTests
{
    // dL/dw_i = c_i G_i and dL/dc_i = <w_i, G_i>.
    [Theory]
    [InlineData("relu", "abs")]
    [InlineData("relu", "relu")]
    [InlineData("abs", "abs")]
    [InlineData("abs", "relu")]
    public void IsTheDerivativeOfThePopulationLoss(string activation, string teacherActivation)
    {
        var (student, teacher) = Networks(activation, teacherActivation);
        var (loss, field) = Evaluate(student, new PopulationObjective(teacher));

        // Both are sums of some 10^2 terms of order 1.
        Assert.Equal(PopulationLoss.Between(student, teacher.Neurons, WorkerTeam.Get(2)), loss, 1e-13);
        for (var i = 0; i < student.Weights.RowCount; i++)
        {
            var g = field.Row(i);
            for (var k = 0; k < student.Weights.ColumnCount; k++)
            {
                AssertSlope(step => Between(student.Weights, i, k, step, weights => student with { Weights = weights }), student.Outputs[i, 0] * g[k]);
            }

            AssertSlope(step => Between(student.Outputs, i, 0, step, outputs => student with { Outputs = outputs }), student.Weights.Row(i).DotProduct(g));
        }

        double Between(Matrix<double> matrix, int row, int column, double step, Func<Matrix<double>, Neurons> changed)
        {
            var moved = matrix.Clone();
            moved[row, column] += step;
            return PopulationLoss.Between(changed(moved), teacher.Neurons, WorkerTeam.Get(2));
        }
    }

    // Where a student neuron is parallel to a teacher neuron, or zero, a formula with a quotient would fail.
    [Fact]
    public void IsFiniteAtParallelAndZeroNeurons()
    {
        var teacher = new NetworkTeacher(RandomNetworks.Draw("abs", 2, 3, 1, new RandomStream(71)));
        var weights = teacher.Neurons.Weights.Stack(-2 * teacher.Neurons.Weights).Stack(Matrix<double>.Build.Dense(1, 3));
        var outputs = teacher.Neurons.Outputs.Stack(teacher.Neurons.Outputs / 4).Stack(Matrix<double>.Build.Dense(1, 1, 1));
        var (loss, field) = Evaluate(new Neurons(weights, outputs, HomogeneousActivation.Abs), new PopulationObjective(teacher));

        // f = 1.5 f*, so the loss is E f*^2 / 4; and <w_j, G_j> = 2 E (f - f*) |<w_j, x>|, which a_j sums up to 2 E (f - f*) f*.
        var secondMoment = PopulationLoss.Between(teacher.Neurons, teacher.Neurons with { Outputs = 0 * teacher.Neurons.Outputs }, WorkerTeam.Get(2));
        var inner = Enumerable.Range(0, 2).Sum(j => teacher.Neurons.Outputs[j, 0] * weights.Row(j).DotProduct(field.Row(j)));
        Assert.Equal(secondMoment / 4, loss, 1e-13);
        Assert.Equal(secondMoment, inner, 1e-13);
        Assert.All(field.Enumerate(), value => Assert.True(double.IsFinite(value)));
    }

    // Fifty fresh samples give a mean and its standard error for the loss and every component of the field.
    [Theory]
    [InlineData("relu", "relu")]
    [InlineData("abs", "abs")]
    public void AgreesWithSamples(string activation, string teacherActivation)
    {
        const int Repeats = 50;
        var (student, teacher) = Networks(activation, teacherActivation);
        var (loss, field) = Evaluate(student, new PopulationObjective(teacher));
        double[] exact = [loss, .. field.ToRowMajorArray()];

        var fresh = new SampleObjective(new FreshSamples(teacher, 2000, new RandomStream(72)), new SquaredLoss());
        var gradient = Bind(student, fresh);
        var results = Enumerable.Range(0, Repeats).Select(_ =>
        {
            var (sampledLoss, sampledField) = Evaluate(student, gradient);
            return (double[])[sampledLoss, .. sampledField.ToRowMajorArray()];
        }).ToArray();

        for (var j = 0; j < exact.Length; j++)
        {
            var mean = results.Average(result => result[j]);
            var standardError = Math.Sqrt(results.Sum(result => (result[j] - mean) * (result[j] - mean)) / (Repeats - 1) / Repeats);
            Assert.InRange(exact[j] - mean, -5 * standardError, 5 * standardError);
        }
    }

    [Fact]
    public void InputsWithoutAClosedFormAreRefused()
    {
        var network = RandomNetworks.Draw("abs", 2, 3, 1, new RandomStream(73));
        var teacher = new NetworkTeacher(network, new Cube());

        var refusal = Assert.Throws<CompositionException>(() => Bind(network, new PopulationObjective(teacher)));
        Assert.Contains("standard Gaussian", refusal.Message);
    }

    private static (Neurons Student, NetworkTeacher Teacher) Networks(string activation, string teacherActivation)
    {
        var stream = new RandomStream(70);
        return (RandomNetworks.Draw(activation, 6, 4, 1, stream), new NetworkTeacher(RandomNetworks.Draw(teacherActivation, 3, 4, 1, stream)));
    }

    // A central difference is off by h^2 L'''/6, which is a third of what it differs from the one with step 2h, and is taken twice over. It is off too
    // by the rounding of L over h: L is a sum of 81 products, the largest of order 10, so its error is below 81 * 10 * 1.1e-16 < 1e-13.
    private static void AssertSlope(Func<double, double> loss, double expected)
    {
        const double H = 1e-4;
        var fine = (loss(H) - loss(-H)) / (2 * H);
        var coarse = (loss(2 * H) - loss(-2 * H)) / (4 * H);
        var tolerance = (2 * Math.Abs(fine - coarse) / 3) + (1e-13 / H);

        Assert.InRange(tolerance, 0, 1e-5);
        Assert.Equal(expected, fine, tolerance);
    }

    private static TwoLayerGradient Bind(Neurons student, Objective objective)
        => TwoLayerGradient.Bind(
            objective, (HomogeneousActivation)student.Activation, student.Weights.RowCount, student.Weights.ColumnCount, Precision.Double, 2);

    private static (double Loss, Matrix<double> Field) Evaluate(Neurons student, Objective objective) => Evaluate(student, Bind(student, objective));

    private static (double Loss, Matrix<double> Field) Evaluate(Neurons student, TwoLayerGradient gradient)
    {
        var field = Enumerable.Repeat(double.NaN, student.Weights.RowCount * student.Weights.ColumnCount).ToArray();
        var loss = gradient.Evaluate(student.Weights.ToRowMajorArray(), student.Outputs.ToColumnMajorArray(), field, []);
        return (loss, Matrix<double>.Build.DenseOfRowMajor(student.Weights.RowCount, student.Weights.ColumnCount, field));
    }

    private sealed class Cube() : InputLaw(3)
    {
        public override Matrix<double> Draw(int count, RandomStream stream) => new StandardGaussian(3).Draw(count, stream).PointwiseSign();
    }
}
