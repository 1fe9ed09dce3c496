using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Host.Hosting;

/// <summary>The experiments of the configuration file, with the values of --set.</summary>
internal sealed class ConfiguredExperiments(CommandSettings settings, ConfigurationFile file, PlanReader reader, Terminal terminal)
{
    /// <summary>The named experiments, or those that the file says to run.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; it says everything that is.</exception>
    public IReadOnlyList<ExperimentPlan> Read(IReadOnlyList<string> names) => Read(file.Load(), names);

    /// <summary>The named experiments, or all of the file.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; it says everything that is.</exception>
    public IReadOnlyList<ExperimentPlan> ReadOrAll(IReadOnlyList<string> names)
    {
        var tree = file.Load();
        return Read(tree, names.Count > 0 ? names : PlanReader.ExperimentNames(tree));
    }

    private IReadOnlyList<ExperimentPlan> Read(ConfigurationTree tree, IReadOnlyList<string> names)
    {
        var plans = reader.Read(tree, names, settings.Assignments);
        foreach (var remark in plans.SelectMany(plan => plan.Remarks))
        {
            terminal.Error.WriteLine($"warning: {remark}");
        }

        return plans;
    }
}
