namespace BeyondNtk.Engine.Running;

/// <summary>What every run is made with.</summary>
/// <param name="Logs">Makes the loggers of a run.</param>
/// <param name="Analysers">Look at what was found, in the order in which they speak.</param>
/// <param name="Plotter">Draws it.</param>
/// <param name="Time">The clock.</param>
internal sealed record RunTools(RunLogs Logs, IReadOnlyList<IRunAnalyser> Analysers, IRunPlotter Plotter, TimeProvider Time);
