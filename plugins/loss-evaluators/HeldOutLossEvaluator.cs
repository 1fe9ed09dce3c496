using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Memory;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.LossEvaluators;

/// <summary>Options of the evaluator "held-out-loss".</summary>
public sealed class HeldOutLossOptions
{
    /// <summary>The number of labelled examples: the same ones at every evaluation and for every learner.</summary>
    [Range(2, 100_000_000)]
    public int Samples { get; init; } = 1000;
}

/// <summary>
/// The mean loss on labelled examples, noise and all, that are not the sample's: what a laboratory selects by, since it does not know the target. They are drawn from a stream of
/// their own, so of a law of few inputs some of them can be inputs of the sample too; of a teacher that is a data set they are the first examples to learn from that the sample leaves, so that those that the teacher holds out stay for the
/// result. The loss is that of the learner's objective, without penalties, or the squared loss of a learner that chooses none.
/// </summary>
[Measures("loss")]
public sealed class HeldOutLossEvaluator : IEvaluator
{
    private readonly IModel _model;
    private readonly IPointwiseLoss _loss;
    private readonly Lazy<DataSet> _examples;

    /// <summary>Checks that there are enough examples, and room for them.</summary>
    /// <exception cref="CompositionException">There are not.</exception>
    public HeldOutLossEvaluator(HeldOutLossOptions options, IModel model, ITeacher teacher, RandomStream stream, DataSet? sample = null, Objective? objective = null)
    {
        (_model, _loss) = (model, objective?.Loss ?? new SquaredLoss());
        if (teacher is IDataSetTeacher { Training: var training })
        {
            var used = sample?.Count ?? 0;
            if (training.Count - used < options.Samples)
            {
                throw new CompositionException($"Samples is {options.Samples}, but of the {training.Count} examples to learn from the experiment's Samples of {used} leave {training.Count - used}; choose fewer of either");
            }

            _examples = new(() => new DataSet(Rows(training.Inputs), Rows(training.Labels)));

            Matrix<double> Rows(Matrix<double> matrix) => matrix.SubMatrix(used, options.Samples, 0, matrix.ColumnCount);
        }
        else
        {
            // The inputs and the copy of them that a prediction takes, labels and predictions.
            MemoryNeed.Require(
                $"Samples is {options.Samples}: that many examples in {teacher.Inputs.Dimension} dimensions",
                options.Samples,
                "examples",
                count => [.. Enumerable.Repeat(ArraySize.Of<double>(count, teacher.Inputs.Dimension), 2), .. Enumerable.Repeat(ArraySize.Of<double>(count, teacher.Outputs), 2)]);
            _examples = new(() => DataSet.Draw(teacher, options.Samples, stream));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var examples = _examples.Value;
        var (predictions, labels, outputs) = (_model.Predict(examples.Inputs).ToRowMajorArray(), examples.Labels.ToRowMajorArray(), examples.Labels.ColumnCount);
        var derivatives = new double[outputs];
        var losses = Vector<double>.Build.Dense(examples.Count, n => _loss.Evaluate(predictions.AsSpan(n * outputs, outputs), labels.AsSpan(n * outputs, outputs), derivatives));
        var mean = losses.Sum() / losses.Count;
        var variance = (losses - mean).PointwisePower(2).Sum() / (losses.Count - 1);
        return [new("loss", mean) { Quantity = "held-out loss", StandardError = Math.Sqrt(variance / losses.Count) }];
    }
}
