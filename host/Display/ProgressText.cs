using BeyondNtk.Engine.Running;

namespace BeyondNtk.Host.Display;

/// <summary>Words for how far an experiment is.</summary>
internal static class ProgressText
{
    /// <summary>For instance "law: 12 of 40 runs, 2 running, 1 not done well, about 3 min left".</summary>
    public static string Of(ProgressState state)
    {
        var ended = state.Known + state.Done;
        var words = new List<string> { $"{state.Experiment}: {ended} of {state.Runs} runs" };
        if (state.Known > 0)
        {
            words.Add($"{state.Known} found");
        }

        if (state.Running > 0)
        {
            words.Add($"{state.Running} running");
        }

        if (state.Failed > 0)
        {
            words.Add($"{state.Failed} failed or diverged");
        }

        if (state.Elsewhere > 0 && state.Running == 0)
        {
            words.Add($"waiting for {state.Elsewhere} that {state.Holder ?? "another process"} makes");
        }

        if (state.Left is { } left && ended < state.Runs)
        {
            words.Add($"about {Duration(left)} left");
        }

        return string.Join(", ", words);
    }

    private static string Duration(TimeSpan time)
        => time.TotalMinutes < 1 ? $"{Math.Ceiling(time.TotalSeconds):F0} s" : time.TotalHours < 1 ? $"{time.TotalMinutes:F0} min" : $"{time.TotalHours:F1} h";
}
