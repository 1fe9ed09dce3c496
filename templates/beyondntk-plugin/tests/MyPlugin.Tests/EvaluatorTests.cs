using MathNet.Numerics.LinearAlgebra;

namespace MyPlugin.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void ItKeepsTheContract()
        => Conformance.Evaluator(new Trial { Evaluator = PluginParts.Create<MyPluginPlugin>().Evaluator("my-plugin") });

    [Fact]
    public void AConstantIsMeasuredWithoutError()
    {
        var evaluator = new MyPluginEvaluator(new MyPluginEvaluatorOptions { Samples = 100 }, new Constant(3), new StandardGaussian(2), new RandomStream(1));

        var metric = Assert.Single(evaluator.Evaluate());

        Assert.Equal((9, 0), (metric.Value, metric.StandardError));
    }

    private sealed record Constant(double Value) : IModel
    {
        public IReadOnlyList<NamedArray> Weights => [];

        public Matrix<double> Predict(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1, Value);
    }
}
