using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound evaluator, the training loss, that each of the others spoils in one way.</summary>
internal class SoundEvaluator(IModel model, DataSet sample) : IEvaluator
{
    public virtual IReadOnlyList<Metric> Evaluate() => [new("loss", (model.Predict(sample.Inputs) - sample.Labels).FrobeniusNorm())];

    protected Metric Loss() => new("loss", (model.Predict(sample.Inputs) - sample.Labels).FrobeniusNorm());
}

internal sealed class EvaluatorOfTheClock(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    private static int _created;
    private readonly int _number = _created++;

    public override IReadOnlyList<Metric> Evaluate() => [Loss() with { StandardError = _number }];
}

internal sealed class EvaluatorOfRisingLevels(IModel model, DataSet sample) : SoundEvaluator(model, sample), IReferenceLevels
{
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new("loss", "lower", 1), new("loss", "higher", 2)];
}

internal sealed class EvaluatorOfItsThreads(IModel model, DataSet sample, ThreadBudget threads) : SoundEvaluator(model, sample)
{
    public override IReadOnlyList<Metric> Evaluate() => [Loss() with { StandardError = threads.Count }];
}

internal sealed class EvaluatorOfAll : SoundEvaluator
{
    private static int _calls;

    public EvaluatorOfAll(IModel model, DataSet sample)
        : base(model, sample) => _calls = 0;

    public override IReadOnlyList<Metric> Evaluate() => [Loss() with { StandardError = _calls++ }];
}

internal sealed class EvaluatorOfNewNames(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    private int _calls;

    public override IReadOnlyList<Metric> Evaluate() => [new($"loss-{_calls++}", 1)];
}

internal sealed class EvaluatorOfOneNameTwice(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    public override IReadOnlyList<Metric> Evaluate() => [Loss(), Loss()];
}

[Measures("los", "T*")]
internal sealed class EvaluatorOfUndeclaredNames(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    public override IReadOnlyList<Metric> Evaluate() => [Loss()];
}

internal sealed class EvaluatorWithoutValue(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    public override IReadOnlyList<Metric> Evaluate() => [new("loss", double.NaN)];
}

internal sealed class EvaluatorOfNegativeErrors(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    public override IReadOnlyList<Metric> Evaluate() => [Loss() with { StandardError = -1 }];
}

internal sealed class EvaluatorThatTrains(ITrainable model, DataSet sample) : SoundEvaluator(model, sample)
{
    public override IReadOnlyList<Metric> Evaluate()
    {
        model.Parameters[1] = 0;
        return base.Evaluate();
    }
}

internal sealed class EvaluatorOfTheLargest(IModel model, DataSet sample) : SoundEvaluator(model, sample)
{
    private double _largest;

    public override IReadOnlyList<Metric> Evaluate() => [new("largest-so-far", _largest = Math.Max(_largest, Loss().Value))];
}

internal sealed class EvaluatorThatSavesNothing(IModel model, DataSet sample) : SoundEvaluator(model, sample), IResumable
{
    private int _calls;

    public override IReadOnlyList<Metric> Evaluate() => [new("calls", ++_calls)];

    public void Save(BinaryWriter state)
    {
    }

    public void Restore(BinaryReader state)
    {
    }
}
