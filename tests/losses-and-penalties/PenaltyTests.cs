using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.LossesAndPenalties.Tests;

/// <summary>Values against sums written out, gradients against central differences, and what a model without the blocks is told.</summary>
public sealed class PenaltyTests
{
    private static readonly double[] Parameters = [3, 4, 0.5, -1.5, 2, 0.25, -2, 1, 0.5];

    // w_1 = (3, 4), w_2 = (0.5, -1.5), w_3 = (2, 0.25); a = (-2, 1, 0.5).
    private static readonly Blocks Network = new(
        new ParameterBlock("hidden-weights", 0, 3, 2), new ParameterBlock("output-weights", 6, 3, 1) { Role = BlockRole.OutputWeights });

    public static TheoryData<string, double> Values() => new()
    {
        { "squared-norm", 9 + 16 + 0.25 + 2.25 + 4 + 0.0625 + 4 + 1 + 0.25 },
        { "squared-norm of outputs", 4 + 1 + 0.25 },
        { "path-norm", (2 * 5) + Math.Sqrt(2.5) + (0.5 * Math.Sqrt(4.0625)) },
        { "group-norm", Math.Pow(25, 2) + Math.Pow(2.5, 2) + Math.Pow(4.0625, 2) },
        { "group-lasso", 5 + Math.Sqrt(2.5) + Math.Sqrt(4.0625) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void TheValueIsThatOfTheDefinition(string name, double expected)
        => Assert.Equal(expected, Create(name).AddGradient(Parameters, 1, new double[9]), 1e-12 * expected);

    // Central differences of step h err by h^2/6 of the third derivative and by rounding over h: about 1e-9 of the values of up to 650 here.
    [Theory]
    [MemberData(nameof(Values))]
    public void WhatIsAddedIsTheWeightTimesTheSlope(string name, double value)
    {
        const double Step = 1e-5;
        var penalty = Create(name);
        var gradient = Enumerable.Repeat(7.0, 9).ToArray();

        penalty.AddGradient(Parameters, 0.5, gradient);

        for (var k = 0; k < 9; k++)
        {
            double At(double shift) => penalty.AddGradient([.. Parameters.Select((one, index) => index == k ? one + shift : one)], 0, new double[9]);
            Assert.Equal(7 + (0.5 * (At(Step) - At(-Step)) / (2 * Step)), gradient[k], 1e-8 * value);
        }
    }

    [Fact]
    public void AtZeroNothingIsInfinite()
    {
        foreach (var name in (string[])["squared-norm", "path-norm", "group-norm", "group-lasso"])
        {
            var gradient = new double[9];
            Assert.Equal(0, Create(name).AddGradient(new double[9], 1, gradient));
            Assert.All(gradient, slope => Assert.Equal(0, slope));
        }
    }

    [Fact]
    public void ThePathNormNeedsOutputWeightsBesideTheHiddenOnes()
    {
        var refusal = Assert.Throws<CompositionException>(() => new PathNorm(new Blocks(new ParameterBlock("weights", 0, 3, 2))));

        Assert.Equal("the model trains no output weights of layer 1; what it trains is 'weights' (hidden weights of layer 1)", refusal.Message);
    }

    [Fact]
    public void ABlockThatIsNotThereIsNamed()
    {
        var refusal = Assert.Throws<CompositionException>(() => new SquaredNorm(new SquaredNormOptions { Blocks = ["weigths"] }, Network));

        Assert.StartsWith("the model trains no block 'weigths'; what it trains is 'hidden-weights'", refusal.Message);
    }

    private static IPenalty Create(string name) => name switch
    {
        "squared-norm" => new SquaredNorm(new SquaredNormOptions(), Network),
        "squared-norm of outputs" => new SquaredNorm(new SquaredNormOptions { Blocks = ["Output-Weights"] }, Network),
        "path-norm" => new PathNorm(Network),
        "group-norm" => new GroupNorm(new GroupNormOptions { Blocks = ["hidden-weights"] }, Network),
        _ => new GroupNorm(new GroupNormOptions { Blocks = ["hidden-weights"], Power = 1 }, Network),
    };

    private sealed class Blocks(params IReadOnlyList<ParameterBlock> blocks) : ITrainable
    {
        IReadOnlyList<ParameterBlock> ITrainable.Blocks => blocks;

        public Span<double> Parameters => new double[blocks.Sum(block => block.Length)];

        public IReadOnlyList<NamedArray> Weights => [];

        public IGradientOracle BindLoss(Objective objective) => throw new NotSupportedException();

        public Matrix<double> Predict(Matrix<double> inputs) => throw new NotSupportedException();
    }
}
