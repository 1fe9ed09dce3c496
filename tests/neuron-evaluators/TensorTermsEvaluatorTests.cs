using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NeuronEvaluators.Tests;

public sealed class TensorTermsEvaluatorTests
{
    private static readonly Network Model = Draw(HomogeneousActivation.Relu, 6, 1);
    private static readonly Network Teacher = Draw(HomogeneousActivation.Abs, 3, 2);

    [Theory]
    [InlineData(new[] { 0, 1, 2, 4, 6 })]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 2, 0, 3 })]
    public void TheTermsAndTheTailAreThePopulationLoss(int[] orders)
    {
        var metrics = Create(Model, Teacher, orders).Evaluate();
        var loss = PopulationLoss.Between(Model.Neurons, Teacher.Neurons, WorkerTeam.Get(1));

        Assert.Equal([.. orders.Select(order => $"T{order}"), "tail"], metrics.Select(metric => metric.Name));
        Assert.Equal(loss, metrics.Sum(metric => metric.Value), loss * 1e-14);
        Assert.Equal(TensorTerms.Between(Model.Neurons, Teacher.Neurons, orders, WorkerTeam.Get(1)), metrics.SkipLast(1).Select(metric => metric.Value));
        Assert.True(metrics[^1].Value > 0);
    }

    // What the first orders leave falls to nothing as more of them are measured; c_k falls like k^(-5/2), its tail like k^(-3/2).
    [Fact]
    public void TheTailShrinksWithTheOrders()
    {
        var tails = ((int[])[10, 100, 1000])
            .Select(last => Create(Model, Teacher, [1, .. Enumerable.Range(0, (last / 2) + 1).Select(k => 2 * k)]).Evaluate()[^1].Value)
            .ToArray();

        Assert.InRange(tails[1] / tails[0], 0, 0.1);

        // Only the diagonal is left here, with the tail's law: 10^(-3/2) = 0.0316, up to terms of relative order 1/100.
        Assert.InRange(tails[2] / tails[1], 0.0316 * 0.97, 0.0316 * 1.03);
    }

    // A student of nothing leaves T_4 = c_4 || sum_j w_j^(tensor 4) ||^2 = d c_4 for d orthonormal directions with the coefficient 1.
    [Fact]
    public void WithUnitCoefficientsTheTermsAreThoseOfThePapersFigures()
    {
        const int D = 30;
        var axes = new Neurons(Matrix<double>.Build.DenseIdentity(D), Matrix<double>.Build.Dense(D, 1, 1.0 / D), HomogeneousActivation.Abs);
        var nothing = new Network(axes with { Outputs = 0 * axes.Outputs });
        var metrics = Create(nothing, new Network(axes), [0, 4], TermScale.UnitCoefficients).Evaluate();

        // Sums of 30 equal numbers; the tail is a difference of numbers of order d^2, of some 30^2 terms each.
        Assert.Equal(D / (12 * Math.PI), metrics[1].Value, 1e-13);
        Assert.InRange(metrics[1].Value, 0.79, 0.80);
        Assert.Equal(D * (1 - (1 / (12 * Math.PI)) - (2 / Math.PI)), metrics[2].Value, D * D * D * D * 1.1e-16);
        Assert.All(metrics, metric => Assert.Equal("term of the population loss, mean coefficient 1", metric.Quantity));
    }

    [Fact]
    public void CoefficientsOfMeanZeroAreNoUnit()
    {
        var teacher = new Network(Teacher.Neurons with { Outputs = Matrix<double>.Build.DenseOfColumnArrays([1.0, 1, -2]) });

        Assert.Contains("'unit-coefficients'", Assert.Throws<CompositionException>(() => Create(Model, teacher, [0], TermScale.UnitCoefficients)).Message);
    }

    [Theory]
    [InlineData(new[] { 0, -2 }, "-2")]
    [InlineData(new[] { 2, 4, 2 }, "2, 4, 2")]
    public void InvalidOrdersAreRefused(int[] orders, string words)
        => Assert.Contains(words, Assert.Throws<CompositionException>(() => Create(Model, Teacher, orders)).Message);

    [Fact]
    public void WhatHasNoClosedFormIsRefused()
    {
        var cube = new Network(Teacher.Neurons, new Cube(4));
        var tanh = new Network(Model.Neurons with { Activation = new Tanh() });

        Assert.Contains("Cube", Assert.Throws<CompositionException>(() => Create(Model, cube, [0])).Message);
        Assert.Contains("'tanh'", Assert.Throws<CompositionException>(() => Create(tanh, Teacher, [0])).Message);
    }

    private static TensorTermsEvaluator Create(Network model, Network teacher, int[] orders, TermScale scale = TermScale.Loss)
        => new(new TensorTermsOptions { Orders = orders, Scale = scale }, model, teacher, new ThreadBudget(2));

    private static Network Draw(HomogeneousActivation activation, int width, long seed)
        => new(new Neurons(new StandardGaussian(4).Draw(width, new RandomStream(seed)), new StandardGaussian(1).Draw(width, new RandomStream(-seed)), activation));
}
