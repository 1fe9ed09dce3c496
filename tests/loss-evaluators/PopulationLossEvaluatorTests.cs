using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.LossEvaluators.Tests;

public sealed class PopulationLossEvaluatorTests
{
    private static readonly Network Model = Network.Draw(HomogeneousActivation.Relu, 5, 1);
    private static readonly Network Teacher = Network.Draw(HomogeneousActivation.Abs, 3, 2);

    [Fact]
    public void TheExactLossAgreesWithMonteCarlo()
    {
        var exact = Evaluate(Model, Teacher, 2, 3);
        var sampled = Evaluate(new Opaque(Model), Teacher, 200_000, 3);

        Assert.Equal(0, exact[0].StandardError);
        Assert.InRange(sampled[0].StandardError, 1e-6 * exact[0].Value, 0.02 * exact[0].Value);
        Assert.InRange(exact[0].Value - sampled[0].Value, -5 * sampled[0].StandardError, 5 * sampled[0].StandardError);
    }

    // Over R streams the sampled losses spread by what they say: the reported variance is their variance, which R values know up to
    // sqrt(2/R) of itself (a mean of 500 squares is nearly normal), and their mean is the exact loss up to 5/sqrt(R) standard errors.
    [Fact]
    public void TheStandardErrorIsHonest()
    {
        const int Repeats = 1000;
        var exact = Evaluate(Model, Teacher, 2, 3)[0].Value;
        var sampled = Enumerable.Range(0, Repeats).Select(seed => Evaluate(new Opaque(Model), Teacher, 500, seed)[0]).ToArray();
        var mean = sampled.Average(metric => metric.Value);
        var variance = sampled.Sum(metric => Math.Pow(metric.Value - mean, 2)) / (Repeats - 1);
        var reported = sampled.Average(metric => metric.StandardError * metric.StandardError);

        Assert.InRange(reported / variance, 1 - (5 * Math.Sqrt(2.0 / Repeats)), 1 + (5 * Math.Sqrt(2.0 / Repeats)));
        Assert.InRange((mean - exact) / Math.Sqrt(variance / Repeats), -5, 5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheSecondMetricIsDTimesTheFirst(bool exact)
    {
        var metrics = Evaluate(exact ? Model : new Opaque(Model), Teacher, 50, 3);

        Assert.Equal(["loss", "loss-times-d"], metrics.Select(metric => metric.Name));
        Assert.Equal(4 * metrics[0].Value, metrics[1].Value);
        Assert.Equal(4 * metrics[0].StandardError, metrics[1].StandardError);
        Assert.Equal(Quantities.PopulationLoss, metrics[0].Quantity);
        Assert.NotEqual(metrics[0].Quantity, metrics[1].Quantity);
    }

    // A closed form for Gaussian inputs says nothing about others.
    [Fact]
    public void NetworksOnOtherInputsAreSampled()
    {
        var teacher = Network.Draw(HomogeneousActivation.Abs, 3, 2, new Cube());
        var corners = Matrix<double>.Build.Dense(16, 4, (n, k) => ((n >> k) & 1) == 0 ? -1 : 1);
        var expected = (Model.Predict(corners) - teacher.Target(corners)).PointwisePower(2).RowSums().Sum() / 16;
        var metric = Evaluate(Model, teacher, 50_000, 3)[0];

        Assert.InRange(metric.StandardError, 1e-6 * expected, 0.02 * expected);
        Assert.InRange(metric.Value - expected, -5 * metric.StandardError, 5 * metric.StandardError);
    }

    [Fact]
    public void InputsThatDoNotFitAreRefusedUnlessTheLossIsExact()
    {
        var teacher = Network.Draw(HomogeneousActivation.Abs, 3, 2, new StandardGaussian(100_000));
        PopulationLossEvaluator Create(IModel model)
            => new(new PopulationLossOptions { Samples = 100_000_000 }, model, teacher, new RandomStream(3), new ThreadBudget(1));

        Assert.NotNull(Create(Model));
        var refusal = Assert.Throws<CompositionException>(() => Create(new Opaque(Model)));
        Assert.Matches("^Samples is 100000000: .* needs [0-9,]+ bytes, and .*; at most about [0-9]+ inputs fit$", refusal.Message);
    }

    [Fact]
    public void EveryEvaluationAndLearnerSeesTheSameSample()
    {
        var evaluator = new PopulationLossEvaluator(new PopulationLossOptions { Samples = 30 }, new Opaque(Model), Teacher, new RandomStream(3), new ThreadBudget(2));
        var first = evaluator.Evaluate();

        Assert.Equal(first, evaluator.Evaluate());
        Assert.Equal(first, Evaluate(new Opaque(Model), Teacher, 30, 3));
        Assert.NotEqual(first, Evaluate(new Opaque(Model), Teacher, 30, 4));
    }

    // The mean over all held-out examples, whatever Samples says, and the spread of such means.
    [Fact]
    public void ADataSetIsMeasuredOnWhatItHoldsOut()
    {
        var heldOut = new DataSet(Teacher.Inputs.Draw(40, new RandomStream(9)), Teacher.Inputs.Draw(40, new RandomStream(10)).SubMatrix(0, 40, 0, 1));
        var squares = (Model.Predict(heldOut.Inputs) - heldOut.Labels).Column(0).PointwisePower(2);
        var metric = Evaluate(Model, new Held(heldOut), 7, 3)[0];

        // Sums of 40 terms, in another order.
        Assert.Equal(1, metric.Value / (squares.Sum() / 40), 1e-13);
        Assert.Equal(1, metric.StandardError / Math.Sqrt((squares - (squares.Sum() / 40)).PointwisePower(2).Sum() / 39 / 40), 1e-13);
        Assert.Contains("holds out 1, and 2", Assert.Throws<CompositionException>(() => Evaluate(Model, new Held(heldOut.First(1)), 7, 3)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Metric> Evaluate(IModel model, ITeacher teacher, int samples, long seed)
        => new PopulationLossEvaluator(
            new PopulationLossOptions { Samples = samples }, model, teacher, new RandomStream(seed), new ThreadBudget(2)).Evaluate();
}
