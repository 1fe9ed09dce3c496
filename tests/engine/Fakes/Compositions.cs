using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Planning;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Tests;

/// <summary>Composes plans.</summary>
internal static class Compositions
{
    public static Experiment Compose(RunPlan plan, ILoggerFactory? logging = null) => Composer.Compose(plan.Resolve(), plan.Threads, logging ?? new LogLines());
}
