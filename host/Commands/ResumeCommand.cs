using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Commands;

/// <summary>resume: a run that was interrupted or killed goes on where its last checkpoint is, with the settings that it recorded.</summary>
internal static class ResumeCommand
{
    /// <exception cref="ConfigurationException">There is no such run, it has ended, its plugins are others now, or another process is making it.</exception>
    public static int Execute(IServiceProvider services, string? text)
    {
        LinearAlgebraCheck.Verify();
        var settings = services.GetRequiredService<Settings>();
        OutputCheck.Verify(settings.Output);
        var (folder, record) = text is null ? OnlyOne(settings.Output) : RunChoice.Of(settings.Output, text);
        if (!UnfinishedRuns.IsUnfinished(record))
        {
            throw new ConfigurationException($"resume: {RunChoice.FullName(record)} has ended: it is {record.Status.ToString().ToLowerInvariant()}; `run {record.Experiment} --again` makes it anew");
        }

        var plan = Plan(services, settings, folder, record);
        var options = new RunOptions(settings.Output) { Unfinished = new RunResult(folder, record) };
        using var interruption = new Interruption();
        var runner = new ExperimentRunner(
            services.GetRequiredService<RunExecutor>(), new ExperimentPlan(record.Experiment, record.Configuration, [], [plan]), options, interruption.Token);
        runner.Prepare();
        if (RunLock.IsHeldElsewhere(settings.Output, plan))
        {
            throw new ConfigurationException($"resume: {RunLock.HolderOf(settings.Output, plan) ?? "another process"}, is making {RunChoice.FullName(record)}; wait for it, or stop it first");
        }

        return RunCommand.Execute(services, [runner], options, interruption);
    }

    private static (string Folder, RunRecord Record) OnlyOne(string output)
    {
        var unfinished = RunRecords.Under(output).Where(run => UnfinishedRuns.IsUnfinished(run.Record)).ToArray();
        return unfinished.Length switch
        {
            1 => unfinished[0],
            0 => throw new ConfigurationException($"resume: no run under {Path.GetFullPath(output)} is unfinished"),
            _ => throw new ConfigurationException($"resume: which run? Unfinished are {string.Join(", ", unfinished.Select(run => RunChoice.FullName(run.Record)))}"),
        };
    }

    private static RunPlan Plan(IServiceProvider services, Settings settings, string folder, RunRecord record)
    {
        var root = ConfigurationTree.Load(settings.ConfigurationFile).Root.Where(entry => !entry.Key.Equals("Experiments", StringComparison.OrdinalIgnoreCase));
        var plan = RecordedPlan.Of(services.GetRequiredService<PlanReader>(), folder, record, root, settings.Assignments);
        if (KnownResults.MadeBySameFiles(record, plan))
        {
            return plan;
        }

        var changed = plan.Plugins.Where(plugin => record.Plugins.All(other => (other.Name, other.Sha256) != (plugin.Name, plugin.Sha256))).Select(plugin => plugin.Name).ToArray();
        throw new ConfigurationException(
            $"resume: {RunChoice.FullName(record)} was begun with other files of {(changed.Length > 0 ? $"plugins ({string.Join(", ", changed)})" : "numerics")} than there are now, and would end differently; "
            + $"`run {record.Experiment}` makes it anew");
    }
}
