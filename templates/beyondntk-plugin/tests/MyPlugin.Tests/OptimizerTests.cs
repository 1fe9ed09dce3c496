using MathNet.Numerics.LinearAlgebra;

namespace MyPlugin.Tests;

public sealed class OptimizerTests
{
    [Fact]
    public void ItKeepsTheContract()
        => Conformance.Optimizer(new Trial { Optimizer = PluginParts.Create<MyPluginPlugin>().Optimizer("my-plugin") });

    [Fact]
    public void AStepFollowsTheGradient()
    {
        var model = new Parabola { Value = 1 };
        var optimizer = new MyPluginOptimizer(new MyPluginOptimizerOptions { StepSize = 0.25 }, model, new PopulationObjective(null!));

        Assert.Equal(1, optimizer.Step().Loss);
        Assert.Equal(0.5, model.Value);
        Assert.Equal(0.25, optimizer.Step().Loss);
        Assert.Equal(0.25, model.Value);
    }

    // One parameter p with the loss p^2, regardless of the objective.
    private sealed class Parabola : ITrainable, IGradientOracle
    {
        private readonly double[] _parameters = new double[1];

        public double Value { get => _parameters[0]; init => _parameters[0] = value; }

        public IReadOnlyList<ParameterBlock> Blocks => [new("value", 0, 1, 1)];

        public Span<double> Parameters => _parameters;

        public IReadOnlyList<NamedArray> Weights => [];

        public int Examples => 0;

        public IGradientOracle BindLoss(Objective objective) => this;

        public Matrix<double> Predict(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1, Value);

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            gradient[0] = 2 * parameters[0];
            return parameters[0] * parameters[0];
        }
    }
}
