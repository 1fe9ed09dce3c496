using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Memory;

namespace BeyondNtk.Margins;

/// <summary>Options of the evaluator "classification-error".</summary>
public sealed class ClassificationErrorOptions
{
    /// <summary>
    /// The number of fresh inputs, the same ones at every evaluation and for every learner; of a law that has at most as many inputs, such as a small cube, all are
    /// taken.
    /// </summary>
    [Range(2, 100_000_000)]
    public int Samples { get; init; } = 10_000;
}

/// <summary>
/// The share of inputs whose label -1 or 1 the sign of f(x) misses; f(x) = 0 misses both. Exact where the law of the inputs has no more than are asked for, else by Monte-Carlo with its
/// standard error; of a teacher that is a data set, over all the examples that it holds out.
/// </summary>
[Measures("error")]
public sealed class ClassificationError : IEvaluator
{
    private readonly IModel _model;
    private readonly bool _isExact;
    private readonly Lazy<DataSet> _examples;

    /// <summary>Checks that the teacher has one output, and that there is room for the inputs.</summary>
    /// <exception cref="CompositionException">It has not, or there is none, or a data set holds nothing out.</exception>
    public ClassificationError(ClassificationErrorOptions options, IModel model, ITeacher teacher, RandomStream stream)
    {
        _model = model;
        if (teacher.Outputs != 1)
        {
            throw new CompositionException($"a class is the sign of one output; the teacher has {teacher.Outputs}");
        }

        if (teacher is IDataSetTeacher data)
        {
            _examples = new(data.HeldOut is { Count: > 1 } held ? held : throw new CompositionException("the error on a data set is measured on examples that its teacher holds out, of which 2 or more are needed"));
            return;
        }

        _isExact = teacher.Inputs is IFiniteLaw law && law.Count <= options.Samples;
        if (!_isExact)
        {
            MemoryNeed.Require(
                $"Samples is {options.Samples}: that many inputs in {teacher.Inputs.Dimension} dimensions",
                options.Samples,
                "inputs",
                count => Enumerable.Repeat(ArraySize.Of<double>(count, teacher.Inputs.Dimension), 2));
        }

        _examples = new(() =>
        {
            var inputs = _isExact ? ((IFiniteLaw)teacher.Inputs).Inputs() : teacher.Inputs.Draw(options.Samples, stream);
            return new DataSet(inputs, teacher.Target(inputs));
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var examples = _examples.Value;
        var error = Signs.Missed(_model.Predict(examples.Inputs), examples.Labels);
        return
        [
            new("error", error) { Quantity = Quantities.ClassificationError, StandardError = _isExact ? 0 : Math.Sqrt(error * (1 - error) / examples.Count) },
        ];
    }
}
