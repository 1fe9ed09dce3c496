using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results.Export;
using BeyondNtk.Host.Results.Filters;
using BeyondNtk.Host.Results.Index;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Commands;

/// <summary>runs export: one wide table with a row for each learner of each run and a column for each setting and metric.</summary>
internal static class RunsExportCommand
{
    public static int Execute(IServiceProvider services, bool csv, bool json, string? where, string? file)
    {
        if (csv && json)
        {
            throw new ConfigurationException("runs export: --csv and --json exclude each other; choose one");
        }

        var filter = where is null ? null : FilterParser.Parse(where);
        using var index = RunIndex.Open(services.GetRequiredService<Settings>().Output);
        var rows = index.Rows(filter);
        OutputFile.Write(json ? JsonTable.Of(rows) : CsvTable.Of(rows), file);
        return ExitCode.Done;
    }
}
