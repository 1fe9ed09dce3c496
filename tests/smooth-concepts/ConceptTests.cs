using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.SmoothConcepts.Tests;

public sealed class ConceptTests
{
    [Fact]
    public void TheFirstTargetOfTheExperimentsIsTheDefault()
    {
        var x = Matrix<double>.Build.DenseOfArray(new[,] { { 0.1, -0.5, 0.7, 0.5 } });

        Assert.Equal(Math.Pow(Math.Sin(0.3) + Math.Sin(-1.5) + Math.Sin(2.1) - 2, 2) * Math.Cos(3.5), new SmoothProduct(new()).Target(x)[0, 0], 1e-14);
    }

    // Five standard errors, once in a million draws.
    [Theory]
    [InlineData(FunctionName.Sin, 3, FunctionName.Cos, 7)]
    [InlineData(FunctionName.Tanh, 8, FunctionName.Tanh, 8)]
    public void LevelsByQuadratureAreThoseOfMonteCarlo(FunctionName summed, double frequency, FunctionName factor, double ofFactor)
    {
        const int Count = 100_000;
        var teacher = new SmoothProduct(new() { Summed = new() { Function = summed, Frequency = frequency }, Factor = new() { Function = factor, Frequency = ofFactor } });
        var values = teacher.Target(teacher.Inputs.Draw(Count, new RandomStream(3))).Column(0).ToArray();
        var squares = values.Select(value => value * value).ToArray();

        Assert.Equal(squares.Mean(), teacher.ReferenceLevels[0].Value, 5 * squares.StandardDeviation() / Math.Sqrt(Count));
        var mean = values.Mean();
        var centred = values.Select(value => (value - mean) * (value - mean)).ToArray();
        Assert.Equal(centred.Mean(), teacher.ReferenceLevels[1].Value, 5 * centred.StandardDeviation() / Math.Sqrt(Count));
    }

    // What a fixed number of nodes would get wrong is not said at all.
    [Fact]
    public void OfFunctionsThatVaryTooFastForTheQuadratureThereAreNoLevels()
        => Assert.Empty(new SmoothProduct(new() { Summed = new() { Function = FunctionName.Tanh, Frequency = 500 } }).ReferenceLevels);

    [Fact]
    public void ComplexitiesAreThoseOfTheFunctions()
    {
        // Of the product the outer function is (sqrt(3) u - 2)^2 over the sum of 3 functions with weights of length 1.
        var product = new SmoothProduct(new());
        var metrics = new ConceptComplexity(new() { Radius = 0.5, Constant = 2 }, product).Evaluate().ToDictionary(metric => metric.Name);
        var samples = new SmoothFunction { Function = FunctionName.Cos, Frequency = 7 }.SampleComplexity(0.5, 2);
        var radius = Math.Sqrt(3) * samples;

        Assert.Equal(samples, metrics["samples"].Value, 1e-12 * samples);
        var expected = 2 * (4 + (Math.Pow(2, 1.75) * radius * 4 * Math.Sqrt(3)) + (Math.Pow(3, 1.75) * radius * radius * 3));
        Assert.Equal(expected, metrics["outer-samples"].Value, 1e-12 * expected);
        Assert.True(new ConceptComplexity(new(), new TwoLayerConcept(new(), new RandomStream(1))).Evaluate().Single(metric => metric.Name == "outer-samples").IsUndefined);
    }

    [Fact]
    public void APolynomialConceptIsThePolynomial()
    {
        // With one term phi(z) = z^2 a concept is a <w1, x>^2 <w2, x>: along a line through 0 it is a cube.
        var square = new SmoothFunction { Function = FunctionName.Polynomial, Coefficients = [0, 0, 1] };
        var concept = new TwoLayerConcept(new() { Dimension = 5, Terms = 1, Function = square }, new RandomStream(1));
        AssertPower(concept, 3);

        // Phi of degree 2 over phi1 of degree 2, times phi2 of degree 1.
        var line = new SmoothFunction { Function = FunctionName.Polynomial, Coefficients = [0, 1] };
        AssertPower(new ThreeLayerConcept(new() { Dimension = 5, Outer = square, First = square, Second = line }, new RandomStream(1)), 5);
    }

    [Fact]
    public void ConceptsAreBoundedByTheirCoefficients()
    {
        // |phi| <= 1, |<w2, x>| <= 1 and |a| <= 1; with coefficients of 0 nothing is left.
        var inputs = new TwoLayerConcept(new(), new RandomStream(1)).Inputs.Draw(500, new RandomStream(2));

        Assert.True(new TwoLayerConcept(new() { Terms = 3 }, new RandomStream(1)).Target(inputs).InfinityNorm() <= 3);
        Assert.Equal(0, new ThreeLayerConcept(new() { Coefficients = [0] }, new RandomStream(1)).Target(inputs).InfinityNorm());
    }

    [Fact]
    public void AnchoredInputsHaveLengthOneAndEndInAHalf()
    {
        var inputs = new AnchoredSphere(4).Draw(50, new RandomStream(1));

        Assert.All(inputs.EnumerateRows(), row => Assert.Equal(1, row.L2Norm(), 1e-14));
        Assert.All(inputs.Column(3), value => Assert.Equal(0.5, value));
        Assert.Equal(50, inputs.Column(0).Distinct().Count());
    }

    [Fact]
    public void OtherTeachersHaveNoComplexity()
        => Assert.Contains("smooth concepts", Assert.Throws<CompositionException>(() => new ConceptComplexity(new(), new Constant())).Message);

    private static void AssertPower(ITeacher concept, int degree)
    {
        var x = concept.Inputs.Draw(4, new RandomStream(7));

        Assert.Equal(0, ((Math.Pow(2, degree) * concept.Target(x)) - concept.Target(2 * x)).InfinityNorm(), 1e-12);
        Assert.NotEqual(0, concept.Target(x).InfinityNorm());
    }

    private sealed class Constant : ITeacher
    {
        public InputLaw Inputs { get; } = new AnchoredSphere(2);

        public Matrix<double> Target(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1);
    }
}
