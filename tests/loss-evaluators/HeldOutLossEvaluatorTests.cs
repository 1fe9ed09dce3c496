using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.LossEvaluators.Tests;

/// <summary>The loss on labelled examples that nobody learns from.</summary>
public sealed class HeldOutLossEvaluatorTests
{
    // E (f - y)^2 is the exact population loss and the variance of the noise, within five standard errors.
    [Fact]
    public void IsThePopulationLossAndTheNoise()
    {
        var model = Network.Draw(HomogeneousActivation.Relu, 5, 1);
        var teacher = Network.Draw(HomogeneousActivation.Abs, 3, 2);
        var evaluator = new HeldOutLossEvaluator(new() { Samples = 100_000 }, model, new Noisy(teacher), new RandomStream(5));

        var metric = Assert.Single(evaluator.Evaluate());

        Assert.InRange(metric.StandardError, 1e-3 * metric.Value, 0.05 * metric.Value);
        Assert.Equal(PopulationLoss.Between(model.Neurons, teacher.Neurons, WorkerTeam.Get(1)) + 4, metric.Value, 5 * metric.StandardError);
        Assert.Equal(metric, Assert.Single(evaluator.Evaluate()));
    }

    // Of five examples to learn from the sample takes two; the next two are measured on, and what the teacher holds out is left alone.
    [Fact]
    public void OfADataSetItIsWhatTheSampleLeaves()
    {
        var inputs = Matrix<double>.Build.DenseOfColumnMajor(5, 1, [1, 2, 3, 4, 5]);
        var teacher = new Table(new DataSet(inputs, 10 * inputs));

        var metric = Assert.Single(new HeldOutLossEvaluator(new() { Samples = 2 }, new Zero(), teacher, new RandomStream(1), teacher.Training.First(2)).Evaluate());

        Assert.Equal((30 * 30 + 40 * 40) / 2.0, metric.Value);
        Assert.Contains(
            "of the 5 examples to learn from the experiment's Samples of 2 leave 3",
            Assert.Throws<CompositionException>(() => new HeldOutLossEvaluator(new() { Samples = 4 }, new Zero(), teacher, new RandomStream(1), teacher.Training.First(2))).Message);
    }

    private sealed class Noisy(Network network) : Abstractions.Parts.ITeacher
    {
        public InputLaw Inputs => network.Inputs;

        public Matrix<double> Target(Matrix<double> inputs) => network.Target(inputs);

        public Matrix<double> Label(Matrix<double> inputs, RandomStream noise) => Target(inputs) + (2 * new StandardGaussian(1).Draw(inputs.RowCount, noise));
    }

    private sealed class Zero : Abstractions.Parts.IModel
    {
        public IReadOnlyList<NamedArray> Weights => [];

        public Matrix<double> Predict(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1);
    }

    private sealed class Table(DataSet training) : IDataSetTeacher
    {
        public InputLaw Inputs { get; } = new StandardGaussian(1);

        public DataSet Training => training;

        public DataSet? HeldOut => throw new NotSupportedException();

        public Matrix<double> Target(Matrix<double> inputs) => throw new NotSupportedException();
    }
}
