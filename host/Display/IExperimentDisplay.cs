using BeyondNtk.Engine.Running;

namespace BeyondNtk.Host.Display;

/// <summary>What shows the runs of an experiment while they run.</summary>
internal interface IExperimentDisplay
{
    /// <summary>Shows progress until the work is done.</summary>
    void Follow(ExperimentProgress progress, Task work);
}
