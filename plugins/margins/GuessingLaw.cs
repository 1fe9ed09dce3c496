using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Laws;

namespace BeyondNtk.Margins;

/// <summary>
/// The error of a learner that knows the label of every group of which it has an example and guesses the others: (1/2)(1 - 1/r)^n in expectation, for r equally likely groups
/// and n examples; and half of the share of groups of which this sample has none. Neither depends on the model.
/// </summary>
[Measures("error", "unseen")]
public sealed class GuessingLaw : IEvaluator
{
    private readonly double _expected;
    private readonly double _unseen;

    /// <summary>Counts the groups of the sample: an example is of the centre nearest to it.</summary>
    /// <exception cref="CompositionException">The inputs are no groups around centres.</exception>
    public GuessingLaw(ITeacher teacher, DataSet sample)
    {
        if (teacher.Inputs is not Clusters { Centres: var centres })
        {
            throw new CompositionException("the law is of inputs in groups around centres, such as those of the teacher 'groups'");
        }

        var seen = sample.Inputs.EnumerateRows().Select(input => (centres.EnumerateRows().Index().MinBy(centre => (centre.Item - input).L2Norm())).Index).Distinct().Count();
        _expected = 0.5 * Math.Pow(1 - (1.0 / centres.RowCount), sample.Count);
        _unseen = 0.5 * (centres.RowCount - seen) / centres.RowCount;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate() =>
    [
        new("error", _expected) { Quantity = Quantities.ClassificationError },
        new("unseen", _unseen) { Quantity = "half of the share of unseen groups", Axis = MetricAxis.Linear },
    ];
}
