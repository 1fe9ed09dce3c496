using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ThrowingStepPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddOptimizer<ThrowingOptimizer, ThrowingStepOptions>("throwing-step");
}

public sealed class ThrowingStepOptions
{
    public int Steps { get; init; } = 4;

    public int SoundSteps { get; init; } = 2;
}

public sealed class ThrowingOptimizer(ThrowingStepOptions options) : IOptimizer
{
    private int _step;

    public long Steps => options.Steps;

    public StepResult Step() => ++_step <= options.SoundSteps ? new(1.0 / _step) : throw new InvalidOperationException("the tape is torn");
}
