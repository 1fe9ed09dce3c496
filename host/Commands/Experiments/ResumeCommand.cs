using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>resume: a run that was interrupted or killed resumes from its last checkpoint, with the settings that it recorded.</summary>
internal sealed class ResumeCommand(
    CommandSettings settings, ConfigurationFile file, RunLogs logs, PlanReader reader, RunStore store, ExperimentRunners runners, Interruption interruption, ExperimentExecution execution)
{
    /// <exception cref="ConfigurationException">There is no such run, it has ended, its plugins are others now, or another process is making it.</exception>
    public int Execute(string? text)
    {
        LinearAlgebraCheck.Verify();
        OutputCheck.Verify(store.Output);
        logs.Open();
        var stored = text is null ? FindOnlyOne() : store.Find(text);
        if (!stored.Record.IsUnfinished)
        {
            throw new ConfigurationException(
                $"resume: {stored.FullName} has ended: it is {stored.Record.Status.ToString().ToLowerInvariant()}; `run {stored.Record.Experiment} --again` makes it anew");
        }

        var plan = ReadPlan(stored);
        using var claim = TakeClaim(stored, plan);
        var options = new RunOptions { Unfinished = (stored, claim) };
        var experiment = new ExperimentPlan(stored.Record.Experiment, stored.Record.Configuration, [], [plan], plan.Resolve().Settings);
        using var runner = runners.Create(experiment, options, interruption.Token);
        runner.Prepare();
        return execution.Execute([runner], options);
    }

    private StoredRun FindOnlyOne()
    {
        var unfinished = store.FindUnfinished();
        return unfinished.Count switch
        {
            1 => unfinished[0],
            0 => throw new ConfigurationException($"resume: no run under {store.FullPath} is unfinished"),
            _ => throw new ConfigurationException($"resume: which run? Unfinished are {string.Join(", ", unfinished.Select(run => run.FullName))}"),
        };
    }

    private RunPlan ReadPlan(StoredRun stored)
    {
        var root = file.Load().Root.Where(entry => !entry.Key.Equals(nameof(RootSettings.Experiments), StringComparison.OrdinalIgnoreCase));
        var plan = RecordedPlan.Read(reader, stored, root, settings.Assignments);
        if (stored.Record.IsMadeBySameFiles(plan))
        {
            return plan;
        }

        var changed = plan.Plugins.Where(plugin => stored.Record.Plugins.All(other => (other.Name, other.Sha256) != (plugin.Name, plugin.Sha256))).Select(plugin => plugin.Name).ToArray();
        throw new ConfigurationException(
            $"resume: {stored.FullName} was begun with other files of {(changed.Length > 0 ? $"plugins ({string.Join(", ", changed)})" : "numerics")} than there are now, and would end differently; "
            + $"`run {stored.Record.Experiment}` makes it anew");
    }

    // From here on nobody else makes it, and it tells who did.
    private RunClaim TakeClaim(StoredRun stored, RunPlan plan)
    {
        var runs = store.Open(stored.Record.Experiment);
        return runs.TryClaim(plan)
            ?? throw new ConfigurationException($"resume: {runs.HolderOf(plan) ?? "another process"}, is making {stored.FullName}; wait for it, or stop it first");
    }
}
