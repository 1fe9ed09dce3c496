using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>Looks at a run that has ended, and says what a reader of its numbers should know.</summary>
internal interface IRunAnalyser
{
    /// <param name="record">The run as it ended.</param>
    /// <param name="measurements">All that was measured in it.</param>
    IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements);
}

/// <summary>Draws what a run measured.</summary>
internal interface IRunPlotter
{
    /// <summary>Draws into the folder of the run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="record">The run as it ended.</param>
    /// <param name="measurements">All that was measured in it.</param>
    /// <returns>The paths of the pictures.</returns>
    IReadOnlyList<string> Draw(RunFolder folder, RunRecord record, IReadOnlyList<Measurement> measurements);
}
