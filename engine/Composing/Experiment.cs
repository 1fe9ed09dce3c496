using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Composing;

/// <summary>An experiment composed and ready to run. It owns its parts and disposes of them: a learner's when that has ended, the others at the end.</summary>
/// <param name="owner">What was created.</param>
/// <param name="learners">The learners, in the order of the configuration.</param>
internal sealed class Experiment(PartOwner owner, IEnumerable<Learner> learners) : IDisposable
{
    public ITeacher Teacher => owner.Shared.Teacher;

    /// <summary>The sample that the learners share; null if there is none.</summary>
    public DataSet? Sample => owner.Shared.Sample;

    /// <summary>A few inputs with which models are asked for predictions, 2 x d; null where there are none.</summary>
    public Matrix<double>? Probe { get; init; }

    /// <summary>The learners that have not been taken out.</summary>
    public Queue<Learner> Learners { get; } = new(learners);

    /// <summary>Disposes of the parts of a learner that was taken out.</summary>
    public void Dispose(Learner learner) => owner.Dispose(learner.Parts);

    /// <summary>Leaves the parts of a learner that was taken out, and what it shares with others, to a call that does not return.</summary>
    public void Abandon(Learner learner) => owner.Abandon(learner.Parts);

    public void Dispose() => owner.Dispose();
}
