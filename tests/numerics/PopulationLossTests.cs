using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

public sealed class PopulationLossTests
{
    [Theory]
    [InlineData("relu", "relu", 1)]
    [InlineData("relu", "abs", 1)]
    [InlineData("abs", "abs", 1)]
    [InlineData("abs", "relu", 3)]
    public void AgreesWithMonteCarlo(string first, string second, int outputs)
    {
        const int Count = 100_000;
        var stream = new RandomStream(31);
        var (f, g) = (RandomNetworks.Draw(first, 7, 4, outputs, stream), RandomNetworks.Draw(second, 3, 4, outputs, stream));
        var inputs = new StandardGaussian(4).Draw(Count, stream);
        var squares = inputs.EnumerateRows()
            .Select(x => RandomNetworks.Predict(f, x).Zip(RandomNetworks.Predict(g, x), (a, b) => (a - b) * (a - b)).Sum())
            .ToArray();

        var mean = squares.Average();
        var standardError = Math.Sqrt(squares.Sum(value => (value - mean) * (value - mean)) / Count / Count);
        Assert.InRange(PopulationLoss.Between(f, g, WorkerTeam.Get(2)) - mean, -5 * standardError, 5 * standardError);
    }

    // Orders beyond the last: cosines below 1 have no power left, and the diagonal has the sum of the remaining coefficients exactly.
    [Theory]
    [InlineData("relu", "relu")]
    [InlineData("relu", "abs")]
    [InlineData("abs", "abs")]
    public void AgreesWithTheHermiteSeries(string first, string second)
    {
        const int Last = 500;
        var stream = new RandomStream(32);
        var (f, g) = (RandomNetworks.Draw(first, 9, 6, 2, stream), RandomNetworks.Draw(second, 4, 6, 2, stream));
        var (even, largestCosine) = EvenParts(f, g);
        int[] orders = [0, 1, .. Enumerable.Range(1, Last / 2).Select(k => 2 * k)];
        var series = TensorTerms.Between(f, g, orders, WorkerTeam.Get(2)).Sum();
        var remaining = 1 - Enumerable.Range(0, (Last / 2) + 1).Sum(k => AbsSeries.Squared(2 * k));
        Assert.InRange(remaining * Math.Pow(largestCosine, Last + 2), 0, 1e-15);

        // Both sides sum some 10^2 products of order 1.
        Assert.Equal(series + (remaining * even.Sum(value => value * value)), PopulationLoss.Between(f, g, WorkerTeam.Get(2)), 1e-12);
    }

    // The terms that cancel are of the order of the second moment.
    [Fact]
    public void IsZeroBetweenTwoWritingsOfOneFunction()
    {
        var stream = new RandomStream(33);
        var abs = RandomNetworks.Draw("abs", 6, 5, 2, stream);
        var relu = new Neurons(abs.Weights.Stack(-abs.Weights), abs.Outputs.Stack(abs.Outputs), HomogeneousActivation.Relu);
        var secondMoment = PopulationLoss.Between(abs, abs with { Outputs = 0 * abs.Outputs }, WorkerTeam.Get(2));

        Assert.InRange(PopulationLoss.Between(relu, abs, WorkerTeam.Get(2)), 0, 1e-13 * secondMoment);
        Assert.InRange(PopulationLoss.Between(relu, relu, WorkerTeam.Get(2)), 0, 1e-13 * secondMoment);
        Assert.InRange(secondMoment, 0.1, double.PositiveInfinity);
    }

    [Fact]
    public void NeuronsOfNormZeroCountForNothing()
    {
        var stream = new RandomStream(34);
        var (f, g) = (RandomNetworks.Draw("relu", 3, 4, 1, stream), RandomNetworks.Draw("abs", 2, 4, 1, stream));
        var padded = new Neurons(
            f.Weights.Stack(Matrix<double>.Build.Dense(1, 4)), f.Outputs.Stack(Matrix<double>.Build.Dense(1, 1, 3)), f.Activation);

        Assert.Equal(PopulationLoss.Between(f, g, WorkerTeam.Get(2)), PopulationLoss.Between(padded, g, WorkerTeam.Get(2)), 1e-14);
    }

    [Fact]
    public void TheBitsDoNotDependOnTheThreads()
    {
        var stream = new RandomStream(35);
        var (f, g) = (RandomNetworks.Draw("relu", 40, 7, 1, stream), RandomNetworks.Draw("abs", 9, 7, 1, stream));
        var loss = PopulationLoss.Between(f, g, WorkerTeam.Get(1));

        Assert.All([2, 3, 8], threads => Assert.Equal(loss, PopulationLoss.Between(f, g, WorkerTeam.Get(threads))));
    }

    private static (double[] Even, double LargestCosine) EvenParts(Neurons f, Neurons g)
    {
        var weights = f.Weights.Stack(g.Weights);
        var outputs = f.Outputs.Stack(g.Outputs);
        var factor = (Neurons network) => network.Activation.Name == "relu" ? 0.5 : 1;
        var even = new List<double>();
        var largest = 0.0;
        for (var k = 0; k < weights.RowCount; k++)
        {
            var row = weights.Row(k);
            even.AddRange(outputs.Row(k) * (factor(k < f.Weights.RowCount ? f : g) * row.L2Norm()));
            for (var l = 0; l < k; l++)
            {
                largest = Math.Max(largest, Math.Abs(row.DotProduct(weights.Row(l))) / row.L2Norm() / weights.Row(l).L2Norm());
            }
        }

        return ([.. even], largest);
    }
}
