using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Laws of inputs: where their draws lie, and their first moments within five standard errors.</summary>
public sealed class LawTests
{
    private const int Count = 60_000;

    [Fact]
    public void TheSphereIsUniform()
    {
        const int D = 5;
        var x = new UnitSphere(D).Draw(Count, new RandomStream(1));

        Assert.All(x.EnumerateRows().Take(100), row => Assert.Equal(1, row.L2Norm(), 1e-15));

        // E x_k x_l = 1[k = l]/d, with a variance of at most E x_1^4 = 3/(d (d + 2)).
        var errors = (x.TransposeThisAndMultiply(x) / Count) - (Matrix<double>.Build.DenseIdentity(D) / D);
        Assert.All(errors.Enumerate(), error => Assert.Equal(0, error, 5 * Math.Sqrt(3.0 / (D * (D + 2)) / Count)));
    }

    [Fact]
    public void TheCubeHasAllItsCornersOnceAndDrawsThemEquallyOften()
    {
        var law = new Hypercube(3);
        var corners = law.Inputs();
        string[] all = [.. corners.EnumerateRows().Select(Name)];

        Assert.Equal(8, law.Count);
        Assert.Equal(8, all.Distinct().Count());
        Assert.All(corners.Enumerate(), entry => Assert.Equal(1 / Math.Sqrt(3), Math.Abs(entry)));
        foreach (var drawn in law.Draw(Count, new RandomStream(2)).EnumerateRows().GroupBy(Name))
        {
            Assert.Contains(drawn.Key, all);
            Assert.Equal(Count / 8.0, drawn.Count(), 5 * Math.Sqrt(Count / 8.0));
        }

        static string Name(Vector<double> corner) => string.Concat(corner.Select(entry => entry > 0 ? '+' : '-'));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(16, true)]
    public void OnlyFewInputsAreAllTaken(int dimension, bool affordable) => Assert.Equal(affordable, new Hypercube(dimension).IsAffordable());

    [Fact]
    public void ClustersSpreadAroundTheirCentres()
    {
        const double Spread = 0.3;
        var centres = Matrix<double>.Build.DenseOfRowArrays([10, 0, 0, 0], [0, 10, 0, 0], [0, 0, 10, 0]);
        var x = new Clusters(centres, Spread, onSphere: false).Draw(Count, new RandomStream(3));

        var nearest = x.EnumerateRows().Select(row => (Centre: row.MaximumIndex(), Squared: Math.Pow((row - centres.Row(row.MaximumIndex())).L2Norm(), 2))).ToArray();

        Assert.All(nearest.CountBy(row => row.Centre), group => Assert.Equal(Count / 3.0, group.Value, 5 * Math.Sqrt(Count / 3.0)));

        // The squared distance is spread^2 chi^2_d / d, of standard deviation spread^2 sqrt(2/d).
        Assert.Equal(Spread * Spread, nearest.Average(row => row.Squared), 5 * Spread * Spread * Math.Sqrt(2.0 / 4 / Count));
        Assert.All(new Clusters(centres, Spread, onSphere: true).Draw(50, new RandomStream(3)).EnumerateRows(), row => Assert.Equal(1, row.L2Norm(), 1e-15));
    }

    [Fact]
    public void ALargerSampleBeginsWithTheSmaller()
    {
        foreach (var law in (InputLaw[])[new UnitSphere(4), new Hypercube(4), new Clusters(Matrix<double>.Build.DenseIdentity(4), 0.5, onSphere: true)])
        {
            Assert.Equal(law.Draw(5, new RandomStream(4)), law.Draw(9, new RandomStream(4)).SubMatrix(0, 5, 0, 4));
        }
    }
}
