namespace BeyondNtk.Engine.Running;

/// <summary>A moment of an experiment.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Runs">The number of its runs.</param>
/// <param name="Known">How many have a result that was there already, or that another process made.</param>
/// <param name="Done">How many have ended here.</param>
/// <param name="Failed">How many of these failed or diverged.</param>
/// <param name="Running">How many run now.</param>
/// <param name="Elsewhere">How many are being made by another process.</param>
/// <param name="Holder">One of these processes, in words.</param>
/// <param name="Share">The share of the work to be done here that is done, 0 to 1.</param>
/// <param name="Left">The time left, if it goes on as so far.</param>
internal sealed record ProgressState(
    string Experiment, int Runs, int Known, int Done, int Failed, int Running, int Elsewhere, string? Holder, double Share, TimeSpan? Left);
