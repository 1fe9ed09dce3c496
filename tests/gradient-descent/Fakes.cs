using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.GradientDescent.Tests;

/// <summary>A model whose gradient the test gives as a function of the parameters, and that remembers what it was asked.</summary>
internal sealed class FakeModel(double[] parameters, IReadOnlyList<ParameterBlock> blocks, Func<double[], double[]> gradient, int examples = 0) : ITrainable
{
    private readonly int _examples = examples;
    private readonly Func<double[], double[]> _gradient = gradient;

    public List<int[]> Batches { get; } = [];

    public List<Objective> Objectives { get; } = [];

    public IReadOnlyList<ParameterBlock> Blocks => blocks;

    public Span<double> Parameters => parameters;

    public IReadOnlyList<NamedArray> Weights => [];

    /// <summary>One block of neurons with the derivative -1 in every parameter: a step adds its rate.</summary>
    public static FakeModel WithSlopeMinusOne(double[] parameters, int neurons)
        => new(parameters, [new ParameterBlock("weights", 0, neurons, parameters.Length / neurons)], values => [.. values.Select(_ => -1.0)]);

    public Matrix<double> Predict(Matrix<double> inputs) => throw new NotSupportedException();

    public IGradientOracle BindLoss(Objective objective)
    {
        Objectives.Add(objective);
        return new Oracle(this);
    }

    private sealed class Oracle(FakeModel model) : IGradientOracle
    {
        public int Examples => model._examples;

        // The loss is the sum of the parameters: enough to see at which weights it was taken.
        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            model.Batches.Add(batch.ToArray());
            model._gradient(parameters.ToArray()).CopyTo(gradient);
            var sum = 0.0;
            foreach (var value in parameters)
            {
                sum += value;
            }

            return sum;
        }
    }
}

/// <summary>A model that says it has one parameter more than an array can hold.</summary>
internal sealed class EndlessModel : ITrainable, IGradientOracle
{
    private double _parameter;

    public IReadOnlyList<ParameterBlock> Blocks => [];

    // Nobody may look at them.
    public Span<double> Parameters => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref _parameter, Array.MaxLength + 1);

    public IReadOnlyList<NamedArray> Weights => [];

    public int Examples => 0;

    public Matrix<double> Predict(Matrix<double> inputs) => throw new NotSupportedException();

    public IGradientOracle BindLoss(Objective objective) => this;

    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch) => throw new NotSupportedException();
}

internal static class Objectives
{
    public static readonly Objective Any = new SampleObjective(
        new FixedSample(new DataSet(Matrix<double>.Build.Dense(1, 1), Matrix<double>.Build.Dense(1, 1))), new SquaredLoss());
}
