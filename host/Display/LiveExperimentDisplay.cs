using BeyondNtk.Engine.Running;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>One bar over all runs of an experiment, for a terminal.</summary>
internal sealed class LiveExperimentDisplay(IAnsiConsole console) : IExperimentDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public void Follow(ExperimentProgress progress, Task work)
        => console.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn()).Start(context =>
        {
            var bar = context.AddTask(Markup.Escape(progress.State.Experiment), maxValue: 1);
            do
            {
                var state = progress.State;
                bar.Value = state.Share;
                bar.Description = Markup.Escape(ProgressText.Of(state));
            }
            while (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(Interval));

            var last = progress.State;
            bar.Value = last.Share;
            bar.Description = Markup.Escape(ProgressText.Of(last));
        });
}
