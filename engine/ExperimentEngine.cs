using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Conclusions;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Filters;

namespace BeyondNtk.Engine;

/// <summary>
/// Runs experiments from a program or a notebook. A run that has a result already, made by the same files from the same configuration, is found
/// and not made again: to run the same cell twice costs nothing, and the command line finds what a program made.
/// </summary>
public sealed class ExperimentEngine
{
    private readonly PlanReader _reader;
    private readonly RunStore _store;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Loads the plugins that the package brings, which lie in the folder plugins beside the program, and those of further folders.</summary>
    /// <param name="output">The folder of results, OUTPUT/EXPERIMENT/RUN-ID; it is made when it is needed.</param>
    /// <param name="pluginFolders">Folders in which plugins are installed, FOLDER/NAME/NAME.dll, or the folders of single plugins.</param>
    /// <exception cref="ConfigurationException">A folder is not there, or the native linear algebra that the environment asks for cannot be used.</exception>
    public ExperimentEngine(string output = "runs", params IEnumerable<string> pluginFolders)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(output);
        string[] folders = [.. pluginFolders];
        if (folders.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing)
        {
            throw new ConfigurationException($"there is no folder of plugins {Path.GetFullPath(missing)}");
        }

        LinearAlgebraCheck.Verify();
        var own = Path.Combine(AppContext.BaseDirectory, "plugins");
        _reader = new PlanReader(new PartCatalog(new PluginLoader().LoadAll([.. Directory.Exists(own) ? [own] : Array.Empty<string>(), .. folders])));
        _store = new RunStore(output, _time);
    }

    /// <summary>Runs an experiment of a configuration file.</summary>
    /// <param name="file">The configuration file.</param>
    /// <param name="experiment">The experiment's name in it.</param>
    /// <param name="values">Values that take the place of the file's, each as "Path=Value", for instance "Teacher:Dimension=12".</param>
    /// <param name="again">Whether runs that have a result are made again.</param>
    /// <param name="interruption">Ends the steps at hand and begins no further run; what was made until then is kept, and resumes next time.</param>
    /// <exception cref="ConfigurationException">Something is wrong, and nothing was run; it says everything that is.</exception>
    /// <exception cref="IOException">The output folder cannot be made.</exception>
    public ExperimentResult RunFile(string file, string experiment, IReadOnlyList<string>? values = null, bool again = false, CancellationToken interruption = default)
        => Run(new ConfigurationFile(file).Load(), experiment, values ?? [], again, interruption);

    /// <summary>Runs an experiment that is written as an object.</summary>
    /// <param name="name">The experiment's name.</param>
    /// <param name="experiment">What stands under Experiments:NAME in a configuration file: an anonymous object, a dictionary, a JSON object.</param>
    /// <param name="again">Whether runs that have a result are made again.</param>
    /// <param name="interruption">Ends the steps at hand and begins no further run; what was made until then is kept, and resumes next time.</param>
    /// <exception cref="ArgumentException">The object is a list or a single value.</exception>
    /// <exception cref="ConfigurationException">Something is wrong, and nothing was run; it says everything that is.</exception>
    /// <exception cref="IOException">The output folder cannot be made.</exception>
    public ExperimentResult Run(string name, object experiment, bool again = false, CancellationToken interruption = default)
    {
        var section = JsonSerializer.SerializeToNode(experiment) as JsonObject
            ?? throw new ArgumentException("an experiment is an object with a teacher and learners, no list and no single value", nameof(experiment));
        var root = new JsonObject { [nameof(RootSettings.Experiments)] = new JsonObject { [name] = section.DeepClone() } };

        // Files that parts read are looked for from the current folder, as if the configuration stood there.
        return Run(ConfigurationTree.FromPart(root, Path.GetFullPath("program")), name, [], again, interruption);
    }

    /// <summary>The table of all runs in the output folder: a row for each learner of each run, oldest run first, with its settings and final values by column.</summary>
    /// <param name="where">Which rows, as `runs list --where` has it, for instance "seed &lt; 3 and status = done"; null for all.</param>
    /// <exception cref="ConfigurationException">The filter cannot be read, or names a column that does not exist.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, object>> Query(string? where = null)
        => [.. (_store.ReadRows(where is null ? null : FilterParser.Parse(where)) ?? []).Select(row => row.Cells)];

    private ExperimentResult Run(
        ConfigurationTree tree, string experiment, IReadOnlyList<string> values, bool again, CancellationToken interruption)
    {
        var plan = _reader.Read(tree, [experiment], values)[0];
        Directory.CreateDirectory(_store.FullPath);
        using var logs = new RunLogs(() => SerilogSection.Of(tree));
        logs.Open();
        var runners = new ExperimentRunners(new RunTools(logs, RunAnalysers.All, new RunPlots(), _time), _store);
        using var runner = runners.Create(plan, new RunOptions(again), interruption);
        runner.Prepare();
        runner.Run(new SilentDisplay());
        var results = new ExperimentResults(plan, runner.Results);
        var figures = Figure.ComputeAll(results);
        var pictures = results.Runs.Count > 0 && plan.Axes.Count + plan.Figures.Count > 0 ? ExperimentFiles.Save(_store.Output, results, figures) : [];
        return ExperimentResult.From(results, runner.Made, pictures, Figure.Missing(results, figures));
    }
}
