using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Export;
using BeyondNtk.Engine.Storage.Filters;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs export: one wide table with a row for each learner of each run and a column for each setting and metric.</summary>
internal sealed class RunsExportCommand(RunStore store, OutputFile output)
{
    public int Execute(bool csv, bool json, string? where, string? file)
    {
        if (csv && json)
        {
            throw new ConfigurationException("runs export: --csv and --json exclude each other; choose one");
        }

        var filter = where is null ? null : FilterParser.Parse(where);
        var rows = store.ReadRows(filter) ?? [];
        output.Write(json ? JsonTable.Of(rows) : CsvTable.Of(rows), file);
        return ExitCode.Done;
    }
}
