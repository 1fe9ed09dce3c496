using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ThrowingEvaluationPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddEvaluator<ThrowingEvaluator, ThrowingEvaluationOptions>("throwing-evaluation");
}

public sealed class ThrowingEvaluationOptions
{
    public int SoundEvaluations { get; init; } = 1;
}

public sealed class ThrowingEvaluator(ThrowingEvaluationOptions options) : IEvaluator
{
    private int _evaluation;

    public IReadOnlyList<Metric> Evaluate()
        => ++_evaluation <= options.SoundEvaluations ? [new("evaluation", _evaluation)] : throw new InvalidOperationException("the ruler is broken");
}
