using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Export;
using BeyondNtk.Host.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs arrays: the sample that a run learnt from, drawn again from its configuration and seed, and the weights that it saved.</summary>
internal sealed class RunsArraysCommand(RunStore store, PlanReader reader, Terminal terminal)
{
    public int Execute(string run, bool csv, string? file)
    {
        var stored = store.Find(run);
        var plan = RecordedPlan.Read(reader, stored, [], []);
        if (!stored.Record.IsMadeBySameFiles(plan))
        {
            terminal.Error.WriteLine($"warning: the run {stored.FullName} was made by other files of plugins; its sample is drawn by those that are there now");
        }

        var arrays = RunArrays.Load(new RunFolder(stored.Folder), Composer.DrawSample(plan.Resolve(), NullLoggerFactory.Instance));
        var target = file ?? Path.Combine(stored.Folder, csv ? "arrays" : "arrays.npz");
        OutputFile.Write(target, () => (csv ? (Action<string, IReadOnlyList<RunArray>>)ArrayFiles.SaveCsv : ArrayFiles.SaveNpz)(target, arrays));
        terminal.Console.WriteLine($"{arrays.Count} arrays in {Path.GetFullPath(target)}");
        return ExitCode.Done;
    }
}
