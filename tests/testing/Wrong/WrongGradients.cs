using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Fakes;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound model with a gradient, that each of the others spoils in one way.</summary>
internal class SoundGradient(InputLaw inputs, RandomStream stream) : ITrainable
{
    protected delegate double Evaluation(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch);

    protected LinearModel Linear { get; } = new(inputs, stream);

    public virtual IReadOnlyList<ParameterBlock> Blocks => Linear.Blocks;

    public Span<double> Parameters => Linear.Parameters;

    public IReadOnlyList<NamedArray> Weights => Linear.Weights;

    public Matrix<double> Predict(Matrix<double> inputs) => Linear.Predict(inputs);

    public virtual IGradientOracle BindLoss(Objective objective)
    {
        var sound = Linear.BindLoss(objective);
        return new Oracle(sound.Examples, (parameters, gradient, batch) => Gradient(sound, parameters, gradient, batch));
    }

    protected virtual double Gradient(IGradientOracle sound, ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        => sound.Gradient(parameters, gradient, batch);

    private sealed class Oracle(int examples, Evaluation evaluation) : IGradientOracle
    {
        public int Examples => examples;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch) => evaluation(parameters, gradient, batch);
    }
}

internal sealed class BlocksWithAGap(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    public override IReadOnlyList<ParameterBlock> Blocks => [new("one", 0, 1, 1), new("two", 2, 1, 2)];
}

internal sealed class HalfTheGradient(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    protected override double Gradient(IGradientOracle sound, ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
    {
        var loss = sound.Gradient(parameters, gradient, batch);
        gradient[0] /= 2;
        return loss;
    }
}

internal sealed class GradientOffByAMillionth(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    protected override double Gradient(IGradientOracle sound, ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
    {
        var loss = sound.Gradient(parameters, gradient, batch);
        gradient[0] *= 1 + 1e-6;
        return loss;
    }
}

internal sealed class GradientThatMoves(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    protected override double Gradient(IGradientOracle sound, ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
    {
        parameters.CopyTo(Parameters);
        return sound.Gradient(parameters, gradient, batch);
    }
}

internal sealed class GradientOfAll(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    protected override double Gradient(IGradientOracle sound, ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        => sound.Gradient(parameters, gradient);
}

internal sealed class SquaredLossOnly(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    public override IGradientOracle BindLoss(Objective objective)
        => Linear.BindLoss(objective is SampleObjective sample ? new SampleObjective(sample.Examples, new SquaredLoss()) : objective);
}

internal sealed class RefusalWithoutWords(InputLaw inputs, RandomStream stream) : SoundGradient(inputs, stream)
{
    public override IGradientOracle BindLoss(Objective objective) => Linear.BindLoss((SampleObjective)objective);
}
