using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Testing.Fakes;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound model, f(x) = &lt;w, x&gt;, that each of the others spoils in one way.</summary>
internal class SoundModel(InputLaw inputs, RandomStream stream) : IModel
{
    protected Matrix<double> Column { get; } = inputs.Draw(1, stream).Transpose();

    public virtual IReadOnlyList<NamedArray> Weights => [new("weights", Column)];

    public virtual Matrix<double> Predict(Matrix<double> inputs) => inputs * Column;
}

internal sealed class ModelOfTheClock(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    private static int _created;
    private readonly int _number = _created++;

    public override Matrix<double> Predict(Matrix<double> inputs) => base.Predict(inputs) + _number;
}

internal sealed class ModelOfItsThreads(InputLaw inputs, RandomStream stream, ThreadBudget threads) : SoundModel(inputs, stream)
{
    public override Matrix<double> Predict(Matrix<double> inputs) => base.Predict(inputs) * (1 + (1e-16 * threads.Count * 2));
}

internal sealed class ModelOfAll : SoundModel
{
    private static Matrix<double>? _shared;

    public ModelOfAll(InputLaw inputs, RandomStream stream)
        : base(inputs, stream) => _shared = Column;

    public override Matrix<double> Predict(Matrix<double> inputs) => inputs * (_shared = _shared! * 2);
}

internal sealed class ModelOfTheLast : SoundModel
{
    private static Matrix<double>? _shared;

    public ModelOfTheLast(InputLaw inputs, RandomStream stream)
        : base(inputs, stream) => _shared = Column;

    public override Matrix<double> Predict(Matrix<double> inputs) => inputs * _shared!;
}

internal sealed class FlatModel(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    public override Matrix<double> Predict(Matrix<double> inputs) => base.Predict(inputs).Transpose();
}

internal sealed class ForgetfulModel(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    public override Matrix<double> Predict(Matrix<double> inputs)
    {
        var predictions = base.Predict(inputs);
        Column.Multiply(0.5, Column);
        return predictions;
    }
}

internal sealed class ModelThatOverwrites(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    public override Matrix<double> Predict(Matrix<double> inputs)
    {
        inputs.CoerceZero(1e6);
        return 0 * base.Predict(inputs);
    }
}

internal sealed class CentringModel(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    public override Matrix<double> Predict(Matrix<double> inputs)
    {
        var values = base.Predict(inputs);
        return values - values[0, 0];
    }
}

internal sealed class ModelWithAPath(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    public override IReadOnlyList<NamedArray> Weights => [new("../weights", Column)];
}

internal sealed class ModelWithOneNameTwice(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    public override IReadOnlyList<NamedArray> Weights => [new("weights", Column), new("Weights", Column)];
}

internal sealed class ModelOfOtherNeurons(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream), ITwoLayerNetwork
{
    public Neurons Neurons { get; } = new TwoLayerTeacher(new() { Dimension = inputs.Dimension }).Neurons;
}

internal sealed class ModelThatThrows(InputLaw inputs, RandomStream stream) : SoundModel(inputs, stream)
{
    private int _calls;

    public override Matrix<double> Predict(Matrix<double> inputs) => ++_calls > 2 ? throw new DivideByZeroException() : base.Predict(inputs);
}
