using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>Where an objective's examples come from.</summary>
public interface IExampleSource
{
    /// <summary>True if <see cref="Next"/> gives the same sample every time.</summary>
    bool IsFixed { get; }

    /// <summary>The examples to average over at the next evaluation.</summary>
    DataSet Next();
}

/// <summary>One sample, the same at every step: the empirical loss.</summary>
/// <param name="sample">The sample.</param>
public sealed class FixedSample(DataSet sample) : IExampleSource
{
    /// <inheritdoc/>
    public bool IsFixed => true;

    /// <inheritdoc/>
    public DataSet Next() => sample;
}

/// <summary>A new sample at every step.</summary>
/// <param name="teacher">The teacher.</param>
/// <param name="count">The number of examples of one step.</param>
/// <param name="stream">Inputs and label noise are drawn from two children of it, so that noise never changes the inputs.</param>
public sealed class FreshSamples(ITeacher teacher, int count, RandomStream stream) : IExampleSource, IResumable
{
    private readonly RandomStream _inputs = stream.Child("inputs");
    private readonly RandomStream _noise = stream.Child("noise");

    /// <inheritdoc/>
    public bool IsFixed => false;

    /// <inheritdoc/>
    public DataSet Next()
    {
        var inputs = teacher.Inputs.Draw(count, _inputs);
        return new DataSet(inputs, teacher.Label(inputs, _noise));
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter state)
    {
        _inputs.Save(state);
        _noise.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        _inputs.Restore(state);
        _noise.Restore(state);
    }
}
