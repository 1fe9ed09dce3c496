using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Testing.Fakes;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound teacher in 3 dimensions, f*(x) = |x_1| + |x_2| + |x_3|, that each of the others spoils in one way.</summary>
internal class SoundTeacher : ITeacher
{
    public virtual InputLaw Inputs { get; } = new StandardGaussian(3);

    public virtual Matrix<double> Target(Matrix<double> inputs) => inputs.PointwiseAbs().RowSums().ToColumnMatrix();

    public virtual Matrix<double> Label(Matrix<double> inputs, RandomStream noise) => Target(inputs).Map(value => value + noise.NextDouble());
}

internal sealed class TeacherOfTheClock : SoundTeacher
{
    private static int _created;
    private readonly int _number = _created++;

    public override Matrix<double> Target(Matrix<double> inputs) => base.Target(inputs) + _number;
}

internal sealed class TeacherOfItsThreads(ThreadBudget threads) : SoundTeacher
{
    public override Matrix<double> Target(Matrix<double> inputs) => base.Target(inputs) * (1 + (1e-16 * threads.Count * 2));
}

internal sealed class TeacherOfAll : SoundTeacher
{
    private static double _coefficient;

    public TeacherOfAll(RandomStream stream) => _coefficient = stream.NextDouble();

    public override Matrix<double> Target(Matrix<double> inputs) => base.Target(inputs) * (_coefficient += 1);
}

internal sealed class TeacherOfTheLast : SoundTeacher
{
    private static double _coefficient;

    public TeacherOfTheLast(RandomStream stream) => _coefficient = stream.NextDouble();

    public override Matrix<double> Target(Matrix<double> inputs) => base.Target(inputs) * _coefficient;
}

internal sealed class FlatTeacher : SoundTeacher
{
    public override Matrix<double> Target(Matrix<double> inputs) => base.Target(inputs).Transpose();
}

internal sealed class TeacherByColumns : SoundTeacher
{
    public override InputLaw Inputs { get; } = new ByColumns();

    private sealed class ByColumns() : InputLaw(3)
    {
        public override Matrix<double> Draw(int count, RandomStream stream) => new StandardGaussian(count).Draw(3, stream).Transpose();
    }
}

internal sealed class CentringTeacher : SoundTeacher
{
    public override Matrix<double> Target(Matrix<double> inputs)
    {
        var values = base.Target(inputs);
        return values - values[0, 0];
    }
}

internal sealed class NoisyTeacher(RandomStream stream) : SoundTeacher
{
    public override Matrix<double> Label(Matrix<double> inputs, RandomStream noise) => Target(inputs).Map(value => value + stream.NextDouble());
}

internal sealed class TeacherOfOtherNeurons : SoundTeacher, ITwoLayerTeacher
{
    public Neurons Neurons { get; } = new TwoLayerTeacher(new() { Dimension = 3 }).Neurons;
}

internal sealed class TeacherOfRisingLevels : SoundTeacher, IReferenceLevels
{
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new("loss", "lower", 1), new("loss", "higher", 2)];
}
