using BeyondNtk.Abstractions;
using BeyondNtk.Numerics;

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
        var loss = PopulationLoss.Between(Model.Neurons, Teacher.Neurons, WorkerTeam.Of(1));

        Assert.Equal([.. orders.Select(order => $"T{order}"), "tail"], metrics.Select(metric => metric.Name));
        Assert.Equal(loss, metrics.Sum(metric => metric.Value), loss * 1e-14);
        Assert.Equal(TensorTerms.Between(Model.Neurons, Teacher.Neurons, orders, WorkerTeam.Of(1)), metrics.SkipLast(1).Select(metric => metric.Value));
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

    private static TensorTermsEvaluator Create(Network model, Network teacher, int[] orders)
        => new(new TensorTermsOptions { Orders = orders }, model, teacher, new ThreadBudget(2));

    private static Network Draw(HomogeneousActivation activation, int width, long seed)
        => new(new Neurons(new StandardGaussian(4).Draw(width, new RandomStream(seed)), new StandardGaussian(1).Draw(width, new RandomStream(-seed)), activation));
}
