using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs.Tests;

public sealed class ReferenceLevelsTests
{
    // For orthonormal directions the |<w_j, x>| are independent with variance E z^2 - (E|z|)^2 = 1 - 2/pi, so f* has (1 - 2/pi) sum a_j^2.
    // The best predictor of degree 2 also takes c_2 = 1/pi of each: (1 - 3/pi) sum a_j^2 remains. Since relu(z) = z/2 + |z|/2, a ReLU teacher
    // has a quarter of each, and z/2 has the variance 1/4 besides, which is of degree 1.
    [Theory]
    [InlineData(ActivationName.Abs, Directions.Identity, Coefficients.Equal)]
    [InlineData(ActivationName.Abs, Directions.Rotation, Coefficients.Drawn)]
    [InlineData(ActivationName.Relu, Directions.Rotation, Coefficients.Drawn)]
    public void AreTheClosedForms(ActivationName activation, Directions directions, Coefficients coefficients)
    {
        var teacher = AbsTeacherTests.Create(
            new AbsTeacherOptions { Dimension = 12, Activation = activation, Directions = directions, Coefficients = coefficients });
        var (linear, even) = activation == ActivationName.Relu ? (0.25, 0.25) : (0, 1);
        var squares = teacher.Neurons.Outputs.Column(0).DotProduct(teacher.Neurons.Outputs.Column(0));
        var levels = teacher.ReferenceLevels.Where(level => level.Quantity == Quantities.PopulationLoss).ToArray();

        // Differences of second moments of order 1, sums of 12^2 terms.
        double[] expected = [(linear + (even * (1 - (2 / Math.PI)))) * squares, even * (1 - (3 / Math.PI)) * squares];
        Assert.Equal(expected, levels.Select(level => level.Value), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(levels.Select(level => level.Value).OrderDescending(), levels.Select(level => level.Value));

        // The same times d, in the order of the levels.
        var timesDimension = teacher.ReferenceLevels.Where(level => level.Quantity == Quantities.PopulationLossTimesDimension);
        Assert.Equal(levels.Select(level => (level.Label, 12 * level.Value)), timesDimension.Select(level => (level.Label, level.Value)));
    }

    // The levels as what they claim to be: the loss that least squares in all polynomials of the degree leaves. Least squares with P of N
    // examples' worth of freedom leaves the fraction (N - P)/N of it in expectation.
    [Theory]
    [InlineData(ActivationName.Abs, 0)]
    [InlineData(ActivationName.Abs, 2)]
    [InlineData(ActivationName.Relu, 0)]
    [InlineData(ActivationName.Relu, 2)]
    public void AreWhatLeastSquaresInPolynomialsLeaves(ActivationName activation, int degree)
    {
        const int Count = 50_000;
        const int D = 3;
        var teacher = AbsTeacherTests.Create(
            new AbsTeacherOptions { Dimension = D, Activation = activation, Directions = Directions.Rotation, Coefficients = Coefficients.Drawn });
        var inputs = teacher.Inputs.Draw(Count, new RandomStream(8));
        var target = teacher.Target(inputs).Column(0);
        var columns = new List<Vector<double>> { Vector<double>.Build.Dense(Count, 1) };
        for (var i = 0; i < D && degree == 2; i++)
        {
            columns.Add(inputs.Column(i));
            for (var j = 0; j <= i; j++)
            {
                columns.Add(inputs.Column(i).PointwiseMultiply(inputs.Column(j)));
            }
        }

        var features = Matrix<double>.Build.DenseOfColumnVectors(columns);
        var errors = target - (features * features.QR().Solve(target));
        var squares = errors.PointwisePower(2);
        var mean = squares.Sum() / (Count - columns.Count);
        var standardError = Math.Sqrt((squares - mean).PointwisePower(2).Sum()) / Count;

        Assert.InRange(teacher.ReferenceLevels[degree / 2].Value - mean, -5 * standardError, 5 * standardError);
    }
}
