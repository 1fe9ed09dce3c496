using System.CommandLine;
using System.CommandLine.Help;
using BeyondNtk.Host.Running;

namespace BeyondNtk.Host.Commands;

/// <summary>The command line: verbs, arguments and options.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Configuration = new("--config")
    {
        Description = "The configuration file (default: appsettings.json in the current folder, or else the one beside the program).",
        HelpName = "FILE",
        Recursive = true,
    };

    private static readonly Option<string[]> Plugins = new("--plugins")
    {
        Description = "A folder of plugins, or of one plugin, beside the program's own and those in the folder plugins next to an appsettings.json of the current folder; repeatable.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Locked = new("--locked")
    {
        Description = "Refuses to load plugins unless their files are those that `plugins lock` saw.",
        Recursive = true,
    };

    private static readonly Option<string?> Lock = new("--lock")
    {
        Description = "Like --locked, by this lock file (default: plugins.lock.json beside the configuration file).",
        HelpName = "FILE",
        Recursive = true,
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Where runs are kept.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => "runs",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Overrides a value, for instance --set Teacher:Dimension=12 (in each experiment that runs); repeatable.",
        HelpName = "Path=Value",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Again = new("--again") { Description = "Makes also the runs that have a valid result." };

    private static readonly Option<bool> FailFast = new("--fail-fast") { Description = "Stops at the first run that fails or diverges." };

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Shows the traces of errors.",
        Recursive = true,
    };

    // No RootCommand, which help would call by the name of its assembly.
    public static Command Create()
    {
        var root = new Command("beyondntk", "Runs experiments with two-layer networks, composed from plugins. Without a command it runs what the configuration lists under Run.")
        {
            Configuration, Set, Plugins, Locked, Lock, Output, Verbose,
        };
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        root.Add(Again);
        root.Add(FailFast);
        root.SetAction(result => CommandHost.Execute(Read(result), services => Run(services, result, [])));

        var experiments = new Argument<string[]>("EXPERIMENT") { Description = "The experiments (default: those listed under Run).", Arity = ArgumentArity.ZeroOrMore };
        var run = Add(
            root, "run", "Makes the runs of experiments that have no result yet.", (services, result) => Run(services, result, result.GetValue(experiments)!), experiments);
        run.Add(Again);
        run.Add(FailFast);
        var unfinished = new Argument<string?>("RUN") { Description = "The id of a run, or the beginning of it (default: the only one that is unfinished).", Arity = ArgumentArity.ZeroOrOne };
        Add(root, "resume", "Goes on with a run that was interrupted or killed.", (services, result) => ResumeCommand.Execute(services, result.GetValue(unfinished)), unfinished);
        Add(root, "plan", "Shows the runs of experiments without making them.", (services, result) => PlanCommand.Execute(services, result.GetValue(experiments)!), experiments);
        var file = new Option<string?>("--file") { Description = "Where to write it (default: report.html in the folder of the runs).", HelpName = "FILE" };
        Add(
            root, "report", "Writes what experiments found as one HTML file.", (services, result) => ReportCommand.Execute(services, result.GetValue(experiments)!, result.GetValue(file)), experiments, file);
        Add(root, "validate", "Composes experiments without running them.", (services, result) => ValidateCommand.Execute(services, result.GetValue(experiments)!), experiments);
        Add(root, "explain", "Shows the resolved configuration of experiments, with where each value came from.", (services, result) => ExplainCommand.Execute(services, result.GetValue(experiments)!), experiments);

        var plugins = Add(root, "plugins", "Lists the plugins found, their parts, and why one cannot be used.", (services, _) => PluginsCommand.Execute(services));
        var lockFile = new Option<string?>("--file") { Description = "Where to write it (default: plugins.lock.json beside the configuration file).", HelpName = "FILE" };
        Add(plugins, "lock", "Writes the hashes of all plugin files, for --locked to compare.", (services, result) => PluginsLockCommand.Execute(services, result.GetValue(lockFile)), lockFile);

        var kind = new Argument<string?>("KIND") { Description = "teacher, model, optimizer or evaluator.", Arity = ArgumentArity.ZeroOrOne };
        var name = new Argument<string?>("NAME") { Description = "The name of a part.", Arity = ArgumentArity.ZeroOrOne };
        Add(root, "describe", "Describes parts and their options.", (services, result) => DescribeCommand.Execute(services, result.GetValue(kind), result.GetValue(name)), kind, name);

        var schema = new Option<string?>("--file") { Description = "Where to write it (default: standard output).", HelpName = "FILE" };
        Add(root, "schema", "Writes a JSON Schema of configuration files, with which an editor completes and checks them.", (services, result) => SchemaCommand.Execute(services, result.GetValue(schema)), schema);

        AddRuns(root);
        return root;
    }

    private static void AddRuns(Command root)
    {
        var where = new Option<string?>("--where")
        {
            Description = "Only what matches, for instance \"population-loss:loss < 1e-3 and (seed = 1 or not Teacher:Dimension >= 20)\".",
            HelpName = "FILTER",
        };
        var runs = Add(root, "runs", "What was run; without more it lists that.", (services, result) => RunsListCommand.Execute(services, result.GetValue(where)), where);
        Add(runs, "list", "Lists the learners of all runs with the metrics that sum them up.", (services, result) => RunsListCommand.Execute(services, result.GetValue(where)), where);

        var one = new Argument<string>("RUN") { Description = "The id of a run, or its identity, or the beginning of either." };
        var other = new Argument<string>("OTHER") { Description = "The run to compare it with." };
        Add(runs, "show", "Shows one run.", (services, result) => RunsShowCommand.Execute(services, result.GetValue(one)!), one);
        Add(runs, "diff", "Compares two runs: settings, plugins and environment where they differ, and final metrics.", (services, result) => RunsDiffCommand.Execute(services, result.GetValue(one)!, result.GetValue(other)!), one, other);

        var csv = new Option<bool>("--csv") { Description = "Comma-separated values (the default)." };
        var json = new Option<bool>("--json") { Description = "A JSON list of objects." };
        var file = new Option<string?>("--file") { Description = "Where to write it (default: standard output).", HelpName = "FILE" };
        Add(
            runs,
            "export",
            "Exports one table: a row for each learner of each run, a column for each fact, setting and final metric.",
            (services, result) => RunsExportCommand.Execute(services, result.GetValue(csv), result.GetValue(json), result.GetValue(where), result.GetValue(file)),
            csv, json, where, file);
        Add(
            runs,
            "metrics",
            "Exports what one run measured: a row for each number.",
            (services, result) => RunsMetricsCommand.Execute(services, result.GetValue(one)!, result.GetValue(csv), result.GetValue(json), result.GetValue(file)),
            one, csv, json, file);

        var tables = new Option<bool>("--csv") { Description = "A folder of comma-separated values instead of one .npz." };
        var arrays = new Option<string?>("--file") { Description = "Where to write it (default: arrays.npz, or the folder arrays, in the folder of the run).", HelpName = "FILE" };
        Add(
            runs,
            "arrays",
            "Exports the sample that one run learnt from, drawn again, and the weights it found.",
            (services, result) => RunsArraysCommand.Execute(services, result.GetValue(one)!, result.GetValue(tables), result.GetValue(arrays)),
            one, tables, arrays);
    }

    private static int Run(IServiceProvider services, ParseResult result, IReadOnlyList<string> experiments)
        => RunCommand.Execute(services, experiments, new RunOptions(result.GetValue(Output)!, result.GetValue(Again), result.GetValue(FailFast)));

    private static Command Add(Command parent, string name, string description, Func<IServiceProvider, ParseResult, int> execute, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                command.Add(option);
            }
            else
            {
                command.Add((Argument)symbol);
            }
        }

        command.SetAction(result => CommandHost.Execute(Read(result), services => execute(services, result)));
        parent.Add(command);
        return command;
    }

    private static Settings Read(ParseResult result)
    {
        var settings = new Settings(
            result.GetValue(Configuration) ?? Workspace.ConfigurationFile,
            result.GetValue(Plugins)!,
            result.GetValue(Output)!,
            result.GetValue(Set)!,
            result.GetValue(Verbose));
        return settings with { Lock = result.GetValue(Lock) ?? (result.GetValue(Locked) ? settings.DefaultLock : null) };
    }
}
