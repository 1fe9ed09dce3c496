using BeyondNtk.Abstractions;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs.Tests;

public sealed class ReferenceLevelsTests
{
    // For orthonormal directions the |<w_j, x>| are independent with variance E z^2 - (E|z|)^2 = 1 - 2/pi, so f* has (1 - 2/pi) sum a_j^2.
    // The best predictor of degree 2 also takes c_2 = 1/pi of each: (1 - 3/pi) sum a_j^2 remains.
    [Theory]
    [InlineData(Directions.Identity, Coefficients.Equal)]
    [InlineData(Directions.Rotation, Coefficients.Drawn)]
    public void AreTheClosedForms(Directions directions, Coefficients coefficients)
    {
        var teacher = AbsTeacherTests.Create(12, directions, coefficients);
        var squares = teacher.Neurons.Outputs.Column(0).DotProduct(teacher.Neurons.Outputs.Column(0));
        var levels = teacher.ReferenceLevels.Where(level => level.Quantity == Quantities.PopulationLoss).ToArray();

        // Differences of second moments of order 1, sums of 12^2 terms.
        Assert.Equal([(1 - (2 / Math.PI)) * squares, (1 - (3 / Math.PI)) * squares], levels.Select(level => level.Value), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(levels.Select(level => level.Value).OrderDescending(), levels.Select(level => level.Value));

        // The same times d, in the order of the levels.
        var timesDimension = teacher.ReferenceLevels.Where(level => level.Quantity == Quantities.PopulationLossTimesDimension);
        Assert.Equal(levels.Select(level => (level.Label, 12 * level.Value)), timesDimension.Select(level => (level.Label, level.Value)));
    }

    // The levels as what they claim to be: the loss that least squares in all polynomials of the degree leaves. Least squares with P of N
    // examples' worth of freedom leaves the fraction (N - P)/N of it in expectation.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AreWhatLeastSquaresInPolynomialsLeaves(int degree)
    {
        const int Count = 50_000;
        const int D = 3;
        var teacher = AbsTeacherTests.Create(D, Directions.Rotation, Coefficients.Drawn);
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
