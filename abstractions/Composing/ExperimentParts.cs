using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Composing;

/// <summary>
/// Creates the parts of one experiment and owns them. It alone decides what each part is offered and which random stream is its own, so that an
/// experiment and a test of its parts draw the same numbers.
/// </summary>
/// <remarks>
/// The streams are children of the experiment's seed: "teacher", "data" (the sample), "learners" / LABEL / "model", "objective" or "optimizer", and
/// "evaluators" / LABEL. Evaluators of one label draw the same numbers for every learner: losses that are sampled are compared on the same inputs.
/// </remarks>
/// <param name="seed">The seed of the experiment.</param>
/// <param name="threads">The number of threads that its parts may use.</param>
public sealed class ExperimentParts(long seed, ThreadBudget threads) : IDisposable
{
    private readonly RandomStream _root = new(seed);
    private ITeacher? _teacher;
    private DataSet? _sample;

    /// <summary>The teacher.</summary>
    /// <exception cref="InvalidOperationException">It has not been created.</exception>
    public ITeacher Teacher => _teacher ?? throw new InvalidOperationException("the teacher comes first");

    /// <summary>The sample that the learners share, N x d inputs and N x k labels; null unless <see cref="DrawSample"/> has drawn it.</summary>
    public DataSet? Sample => _sample;

    /// <summary>Creates the teacher, which everything else is offered.</summary>
    public ITeacher CreateTeacher(PartDescription teacher)
        => _teacher = (ITeacher)PartFactory.Create(teacher, [threads, _root.Child("teacher")]);

    /// <summary>Draws the sample that the learners share. The sample of a finite data set is its first examples.</summary>
    /// <param name="count">The number N of examples; at most as many as a finite data set has to learn from.</param>
    public DataSet DrawSample(int count)
        => _sample = Teacher is IDataSetTeacher { Training: var training } ? training.First(count) : DataSet.Draw(Teacher, count, _root.Child("data"));

    /// <summary>The parts of a learner, which are not created yet.</summary>
    /// <param name="label">The label of the learner, which names its random streams.</param>
    public LearnerParts Learner(string label) => new(this, label);

    /// <summary>Disposes of the teacher. The owners of the learners dispose of them first.</summary>
    public void Dispose() => PartDisposal.Dispose(_teacher);

    internal RandomStream LearnerStream(string label, string part) => _root.Child("learners").Child(label).Child(part);

    internal RandomStream EvaluatorStream(string label) => _root.Child("evaluators").Child(label);

    internal IReadOnlyList<object> Shared() => [threads, Teacher, Teacher.Inputs, .. Sample is null ? (object[])[] : [Sample]];
}
