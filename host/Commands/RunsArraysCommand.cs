using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results.Export;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>runs arrays: the sample that a run learnt from, drawn again from its configuration and seed, and the weights that it saved.</summary>
internal static class RunsArraysCommand
{
    public static int Execute(IServiceProvider services, string run, bool csv, string? file)
    {
        var (folder, record) = RunChoice.Of(services.GetRequiredService<Settings>().Output, run);
        var plan = RecordedPlan.Of(services.GetRequiredService<PlanReader>(), folder, record, [], []);
        if (!KnownResults.MadeBySameFiles(record, plan))
        {
            Console.Error.WriteLine($"warning: the run {RunChoice.FullName(record)} was made by other files of plugins; its sample is drawn by those that are there now");
        }

        var arrays = RunArrays.Of(folder, Composer.Sample(plan, NullLoggerFactory.Instance));
        var target = file ?? Path.Combine(folder, csv ? "arrays" : "arrays.npz");
        OutputFile.Write(target, () => (csv ? (Action<string, IReadOnlyList<RunArray>>)ArrayFiles.SaveCsv : ArrayFiles.SaveNpz)(target, arrays));
        services.GetRequiredService<IAnsiConsole>().WriteLine($"{arrays.Count} arrays in {Path.GetFullPath(target)}");
        return ExitCode.Done;
    }
}
