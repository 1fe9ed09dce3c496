using BeyondNtk.Engine.Running;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>A line now and then, for output that is no terminal.</summary>
internal sealed class PlainExperimentDisplay(IAnsiConsole console) : IExperimentDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public void Follow(ExperimentProgress progress, Task work)
    {
        console.WriteLine(ProgressText.Of(progress.State));
        while (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(Interval))
        {
            console.WriteLine(ProgressText.Of(progress.State));
        }
    }
}
