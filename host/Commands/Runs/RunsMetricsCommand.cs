using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Export;
using BeyondNtk.Engine.Text;
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

        // What is not what the run wrote is not passed on.
        _ = MetricsFile.Load(new RunFolder(stored.Folder)).Count();
        output.Write(json ? MetricsJson.Of(File.ReadLines(metrics)) : string.Concat(File.ReadLines(metrics).Select(Row)), file);
        return ExitCode.Done;
    }

    private static string Row(string line)
    {
        var fields = CsvField.Split(line);
        return string.Join(',', fields.Select((field, column) => column is 0 or 3 or 4 ? CsvField.Name(field) : field)) + "\n";
    }
}
