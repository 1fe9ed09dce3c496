using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class NeverReturningPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddOptimizer<NeverReturningOptimizer, NeverReturningOptions>("never-returning");
}

public sealed class NeverReturningOptions
{
    public int Steps { get; init; } = 4;

    public int SoundSteps { get; init; } = 2;
}

public sealed class NeverReturningOptimizer(NeverReturningOptions options) : IOptimizer
{
    private int _step;

    public long Steps => options.Steps;

    public StepResult Step()
    {
        if (++_step > options.SoundSteps)
        {
            // Asleep rather than busy: a test that waits for it costs no processor.
            Thread.Sleep(Timeout.Infinite);
        }

        return new StepResult(1.0 / _step);
    }
}
