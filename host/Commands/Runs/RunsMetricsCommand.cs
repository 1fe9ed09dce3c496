using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Export;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs metrics: what one run measured, as its metrics.csv has it or as JSON.</summary>
internal sealed class RunsMetricsCommand(RunStore store, OutputFile output)
{
    public int Execute(string run, bool csv, bool json, string? file)
    {
        if (csv && json)
        {
            throw new ConfigurationException("runs metrics: --csv and --json exclude each other; choose one");
        }

        var stored = store.Find(run);
        var metrics = new RunFolder(stored.Folder).Metrics;
        if (!File.Exists(metrics))
        {
            throw new ConfigurationException($"the run {stored.FullName} measured nothing: there is no {metrics}");
        }

        output.Write(json ? MetricsJson.Of(File.ReadLines(metrics)) : File.ReadAllText(metrics), file);
        return ExitCode.Done;
    }
}
