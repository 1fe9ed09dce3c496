using BeyondNtk.Abstractions.Learning;
using BeyondNtk.SignedTeacher;

namespace BeyondNtk.SparseMeasures.Tests;

/// <summary>The limit certificate and what it predicts, against numbers of an independent program (all their digits).</summary>
public sealed class LimitCertificateTests
{
    [Theory]
    [InlineData(3, new double[] { 1, 1 }, 10.632, 0.450)]
    [InlineData(3, new double[] { 1, -1 }, 38.101, 0.154)]
    [InlineData(5, new double[] { 1, 1, 1 }, 22.032, double.NaN)]
    [InlineData(5, new double[] { 1, -1, 1, -1, 1 }, 202.27, 0.589)]
    public void TheSystemIsThatOfTheTheory(int dimension, double[] signs, double shrinkage, double antipode)
    {
        var limit = new LimitCertificate(signs, dimension);

        Assert.Equal(shrinkage, limit.Shrinkage.Sum(), shrinkage < 100 ? 5e-4 : 5e-3);
        if (!double.IsNaN(antipode))
        {
            // A unit in the last digit: ours is 0.58845 where the other program says 0.589.
            Assert.Equal(antipode, limit.AtAntipodes, 1e-3);
        }
    }

    // 1 on the support, stationary there, and smaller everywhere else: recovery.
    [Theory]
    [InlineData(3, new double[] { 1, -1 })]
    [InlineData(5, new double[] { 1, -1, 1, -1, 1 })]
    public void TheCertificateIsOneAtTheTeacherOnly(int dimension, double[] signs)
    {
        var limit = new LimitCertificate(signs, dimension);
        for (var j = 0; j < signs.Length; j++)
        {
            Assert.Equal(signs[j], limit.Value([.. signs.Select((_, k) => k == j ? 1.0 : 0)]), 1e-12);
        }

        foreach (var theta in new Numerics.Laws.UnitSphere(dimension).Draw(20_000, new RandomStream(1)).ToRowArrays())
        {
            Assert.True(Math.Abs(limit.Value(theta)) < 1, string.Join(", ", theta));
        }
    }

    [Fact]
    public void ThePredictionsAreLevels()
    {
        var evaluator = new FirstOrderRecovery(new() { Lambda = 1e-3 }, Teacher(new() { Dimension = 3, Neurons = 2, Signs = [1, -1] }));

        // The exact optimum has TV 1.96330 and twice the data loss 1.812e-5: they differ by the second order, lambda^2 times thousands.
        var levels = evaluator.ReferenceLevels.ToDictionary(level => level.Quantity, level => level.Value);
        Assert.Equal(1.96330, levels[MeasureEvaluator.TotalVariation], 5e-3);
        Assert.Equal(0.0135, levels[MeasureEvaluator.Rotation], 1e-3);
        Assert.Equal(2 * 1.812e-5, levels[Quantities.PopulationLoss], 3e-6);
    }

    [Fact]
    public void ATeacherThatIsNotOrthonormalIsRefused()
    {
        var refusal = Assert.Throws<CompositionException>(() => new FirstOrderRecovery(new(), Teacher(new() { Dimension = 2, Neurons = 2, Coordinates = [1, 0, 3, 4] })));

        Assert.Contains("orthonormal", refusal.Message);
    }

    // Above lambda_max the zero network is optimal: lambda |eta| of the zero network is largest there. 20,000 products of the target and a ReLU, of a deviation below 0.3, know it to 0.002.
    [Theory]
    [InlineData(-1, 0.1300)]
    [InlineData(1, 0.2518)]
    public void TheLargestLambdaIsThatOfTheTheory(double sign, double largest)
    {
        var teacher = Teacher(new() { Dimension = 3, Neurons = 2, Signs = [1, sign] });
        var zero = new SignedStudent.TwoLayerNetwork(new() { Width = 1, WeightScale = 0 }, teacher.Inputs, new RandomStream(1), new ThreadBudget(1));
        var evaluator = new CertificateEvaluator(new() { Lambda = 1, Starts = 30 }, zero, DataSet.Draw(teacher, 20_000, new RandomStream(2)), new RandomStream(3));

        Assert.Equal(largest, evaluator.Evaluate()[0].Value, 5 * 0.3 / Math.Sqrt(20_000));
    }

    private static SignedNetwork Teacher(SignedNetworkOptions options) => new(options, new RandomStream(1), new ThreadBudget(1));
}
