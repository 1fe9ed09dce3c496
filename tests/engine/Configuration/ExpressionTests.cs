using BeyondNtk.Engine.Configuration.Sweeps;

namespace BeyondNtk.Engine.Tests;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("10 * Teacher:Dimension^2", 640)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("2 - 3 - 4", -5)]
    [InlineData("64 / 4 / 2", 8)]
    [InlineData("2^3^2", 512)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2*-3", -6)]
    [InlineData("1.5e2 + .5", 150.5)]
    [InlineData("Learners:random-features:Model:Features/Teacher:Dimension", 250)]
    [InlineData("Teacher:Dimension - 1", 7)]
    [InlineData("  4*(Let:m)  ", 12)]
    public void IsEvaluatedAsInMathematics(string text, double value) => Assert.Equal(value, Expression.Evaluate(text, ValueOf), 1e-12);

    [Theory]
    [InlineData("", "it ends where")]
    [InlineData("2 +", "it ends where")]
    [InlineData("(2 + 3", "not closed")]
    [InlineData("2 3", "'3' at place 3")]
    [InlineData("2 ** 3", "'*' at place 4")]
    [InlineData("2 % 3", "'%' at place 3")]
    [InlineData("1.2.3", "'1.2.3' is no number")]
    [InlineData("1e", "'1e' is no number")]
    [InlineData("1 / 0", "no number to compute with")]
    [InlineData("(-1)^0.5", "no number to compute with")]
    [InlineData("Teacher:Dimension-1", "nothing called Teacher:Dimension-1")]
    public void WhatIsWrongIsSaid(string text, string message)
        => Assert.Contains(message, Assert.Throws<ExpressionException>(() => Expression.Evaluate(text, ValueOf)).Message);

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("2^")]
    public void OneThatIsNestedTooDeepIsRefused(string open)
        => Assert.Contains("nested more than", Assert.Throws<ExpressionException>(() => Expression.Evaluate(string.Concat(Enumerable.Repeat(open, 100_000)), ValueOf)).Message);

    [Fact]
    public void AChainOfExpressionsCostsWhatItIsLong()
        => Assert.Equal(Math.Pow(2, 60), Plans.Create([.. Chain(60)]).Settings.Let["x0"]);

    [Fact]
    public void AChainThatIsTooLongIsRefused() => Assert.Contains("chain of more than", Plans.Problems([.. Chain(200)])[0]);

    // Without values that are kept, each link would double the work.
    private static IEnumerable<string> Chain(int links)
        => Enumerable.Range(0, links).Select(link => $"Let:x{link}== Let:x{link + 1} + Let:x{link + 1}").Append($"Let:x{links}=1");

    private static double ValueOf(string name) => name switch
    {
        "Teacher:Dimension" => 8,
        "Learners:random-features:Model:Features" => 2000,
        "Let:m" => 3,
        _ => throw new ExpressionException($"nothing called {name}"),
    };
}
