using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Results.Export;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Commands;

/// <summary>runs metrics: what one run measured, as its metrics.csv has it or as JSON.</summary>
internal static class RunsMetricsCommand
{
    public static int Execute(IServiceProvider services, string run, bool csv, bool json, string? file)
    {
        if (csv && json)
        {
            throw new ConfigurationException("runs metrics: --csv and --json exclude each other; choose one");
        }

        var (folder, record) = RunChoice.Of(services.GetRequiredService<Settings>().Output, run);
        var metrics = Path.Combine(folder, RunFolder.MetricsName);
        if (!File.Exists(metrics))
        {
            throw new ConfigurationException($"the run {RunChoice.FullName(record)} measured nothing: there is no {metrics}");
        }

        OutputFile.Write(json ? MetricsJson.Of(File.ReadLines(metrics)) : File.ReadAllText(metrics), file);
        return ExitCode.Done;
    }
}
