using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs verify: compares the files of all runs with the checksums in their records.</summary>
internal sealed class RunsVerifyCommand(RunStore store, IAnsiConsole console)
{
    public int Execute()
    {
        var (runs, damaged) = (0, 0);
        foreach (var (folder, problems) in store.Verify())
        {
            runs++;
            damaged += problems.Count > 0 ? 1 : 0;
            foreach (var problem in problems)
            {
                console.Write("damaged", Styles.Bad);
                console.WriteLine($" {folder}: {problem}");
            }
        }

        console.WriteLine(runs == 0 ? $"no runs under {store.FullPath}" : $"{runs} runs, {damaged} damaged{(damaged > 0 ? "; `run EXPERIMENT --again` makes runs anew" : "")}");
        return damaged == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }
}
