using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using BeyondNtk.Engine.Running;
using BeyondNtk.Host.Commands.Experiments;
using BeyondNtk.Host.Commands.Plugins;
using BeyondNtk.Host.Commands.Runs;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands;

/// <summary>The command line: verbs, arguments and options.</summary>
internal sealed class CommandLine(CommandHost host)
{
    private readonly Option<string[]> _configuration = new("--config")
    {
        Description = "The configuration file; may be given several times, a later file then changes what those before it say (default: appsettings.json in the current folder, or else the one beside the program).",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string[]> _plugins = new("--plugins")
    {
        Description = "A folder of plugins, or of one plugin, beside the program's own and those in the folder plugins next to an appsettings.json of the current folder; repeatable.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _locked = new("--locked")
    {
        Description = "Refuses to load plugins unless their files, and the numerics that they share with the program, are those that `plugins lock` saw.",
        Recursive = true,
    };

    private readonly Option<string?> _lock = new("--lock")
    {
        Description = "Like --locked, by this lock file (default: plugins.lock.json beside the configuration file).",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "Where runs are kept.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => "runs",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Overrides a value, for instance --set Teacher:Dimension=12 (in each experiment that runs); repeatable.",
        HelpName = "Path=Value",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _again = new("--again") { Description = "Makes also the runs that have a valid result." };

    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Stops at the first run that fails or diverges." };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Shows the traces of errors.",
        Recursive = true,
    };

    /// <summary>Does what the arguments say, and returns the exit code.</summary>
    public int Invoke(IReadOnlyList<string> arguments)
    {
        var parsed = Create().Parse(arguments);

        // On a parse error Invoke prints what is wrong, and its own exit code is not ours.
        var code = parsed.Invoke(new InvocationConfiguration { Output = host.Terminal.Out, Error = host.Terminal.Error });
        return parsed.Errors.Count > 0 ? ExitCode.Wrong : code;
    }

    // No RootCommand, which help would call by the name of its assembly.
    private Command Create()
    {
        var root = new Command("beyondntk", "Runs experiments with two-layer networks, composed from plugins. Without a command it runs what the configuration lists under Run.")
        {
            _configuration, _set, _plugins, _locked, _lock, _output, _verbose,
        };
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        root.Add(_again);
        root.Add(_failFast);
        SetAction<RunCommand>(root, (command, result) => command.Execute([], OptionsOf(result)));
        AddExperiments(root);
        AddPlugins(root);
        AddRuns(root);
        RefuseEmptyValues(root);
        return root;
    }

    private static void RefuseEmptyValues(Command root)
    {
        Command[] all = [root, .. root.Subcommands, .. root.Subcommands.SelectMany(command => command.Subcommands)];
        foreach (var option in all.SelectMany(command => command.Options).Distinct())
        {
            option.Validators.Add(result => RefuseEmpty(result, $"{option.Name} {option.HelpName}"));
        }

        foreach (var argument in all.SelectMany(command => command.Arguments).Distinct())
        {
            argument.Validators.Add(result => RefuseEmpty(result, argument.Name));
        }
    }

    private static void RefuseEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{name}: its value is empty");
        }
    }

    private void AddExperiments(Command root)
    {
        var experiments = new Argument<string[]>("EXPERIMENT") { Description = "The experiments (default: those listed under Run).", Arity = ArgumentArity.ZeroOrMore };
        var run = Add<RunCommand>(
            root, "run", "Makes the runs of experiments that have no result yet.", (command, result) => command.Execute(result.GetValue(experiments)!, OptionsOf(result)), experiments);
        run.Add(_again);
        run.Add(_failFast);

        var unfinished = new Argument<string?>("RUN") { Description = "The id of a run, or the beginning of it (default: the only one that is unfinished).", Arity = ArgumentArity.ZeroOrOne };
        Add<ResumeCommand>(root, "resume", "Goes on with a run that was interrupted or killed.", (command, result) => command.Execute(result.GetValue(unfinished)), unfinished);
        Add<PlanCommand>(root, "plan", "Shows the runs of experiments without making them.", (command, result) => command.Execute(result.GetValue(experiments)!), experiments);

        var file = new Option<string?>("--file") { Description = "Where to write it (default: report.html in the folder of the runs).", HelpName = "FILE" };
        Add<ReportCommand>(
            root, "report", "Writes what experiments found as one HTML file.", (command, result) => command.Execute(result.GetValue(experiments)!, result.GetValue(file)), experiments, file);
        Add<ValidateCommand>(root, "validate", "Composes experiments without running them.", (command, result) => command.Execute(result.GetValue(experiments)!), experiments);
        Add<ExplainCommand>(root, "explain", "Shows the resolved configuration of experiments, with where each value came from.", (command, result) => command.Execute(result.GetValue(experiments)!), experiments);
    }

    private void AddPlugins(Command root)
    {
        var plugins = Add<PluginsCommand>(root, "plugins", "Lists the plugins found, their parts, and why one cannot be used.", (command, _) => command.Execute());
        var lockFile = new Option<string?>("--file") { Description = "Where to write it (default: plugins.lock.json beside the configuration file).", HelpName = "FILE" };
        Add<PluginsLockCommand>(plugins, "lock", "Writes the hashes of all plugin files, and of the numerics that they share with the program, for --locked to compare.", (command, result) => command.Execute(result.GetValue(lockFile)), lockFile);

        var kind = new Argument<string?>("KIND") { Description = "teacher, model, optimizer or evaluator.", Arity = ArgumentArity.ZeroOrOne };
        var name = new Argument<string?>("NAME") { Description = "The name of a part.", Arity = ArgumentArity.ZeroOrOne };
        Add<DescribeCommand>(root, "describe", "Describes parts and their options.", (command, result) => command.Execute(result.GetValue(kind), result.GetValue(name)), kind, name);

        var schema = new Option<string?>("--file") { Description = "Where to write it (default: standard output).", HelpName = "FILE" };
        Add<SchemaCommand>(root, "schema", "Writes a JSON Schema of configuration files, with which an editor completes and checks them.", (command, result) => command.Execute(result.GetValue(schema)), schema);
    }

    private void AddRuns(Command root)
    {
        var where = new Option<string?>("--where")
        {
            Description = "Only what matches, for instance \"population-loss:loss < 1e-3 and (seed = 1 or not Teacher:Dimension >= 20)\".",
            HelpName = "FILTER",
        };
        var runs = Add<RunsListCommand>(root, "runs", "What was run; without more it lists that.", (command, result) => command.Execute(result.GetValue(where)), where);
        Add<RunsListCommand>(runs, "list", "Lists the learners of all runs with the metrics that sum them up.", (command, result) => command.Execute(result.GetValue(where)), where);

        var one = new Argument<string>("RUN") { Description = "The id of a run, or its identity, or the beginning of either." };
        var other = new Argument<string>("OTHER") { Description = "The run to compare it with." };
        Add<RunsShowCommand>(runs, "show", "Shows one run.", (command, result) => command.Execute(result.GetValue(one)!), one);
        Add<RunsDiffCommand>(runs, "diff", "Compares two runs: settings, plugins and environment where they differ, and final metrics.", (command, result) => command.Execute(result.GetValue(one)!, result.GetValue(other)!), one, other);

        Add<RunsVerifyCommand>(runs, "verify", "Compares the files of all runs with the checksums in their records.", (command, _) => command.Execute());

        var csv = new Option<bool>("--csv") { Description = "Comma-separated values (the default)." };
        var json = new Option<bool>("--json") { Description = "A JSON list of objects." };
        var file = new Option<string?>("--file") { Description = "Where to write it (default: standard output).", HelpName = "FILE" };
        Add<RunsExportCommand>(
            runs,
            "export",
            "Exports one table: a row for each learner of each run, a column for each fact, setting and final metric.",
            (command, result) => command.Execute(result.GetValue(csv), result.GetValue(json), result.GetValue(where), result.GetValue(file)),
            csv, json, where, file);
        Add<RunsMetricsCommand>(
            runs,
            "metrics",
            "Exports what one run measured: a row for each number.",
            (command, result) => command.Execute(result.GetValue(one)!, result.GetValue(csv), result.GetValue(json), result.GetValue(file)),
            one, csv, json, file);

        var tables = new Option<bool>("--csv") { Description = "A folder of comma-separated values instead of one .npz." };
        var arrays = new Option<string?>("--file") { Description = "Where to write it (default: arrays.npz, or the folder arrays, in the folder of the run).", HelpName = "FILE" };
        Add<RunsArraysCommand>(
            runs,
            "arrays",
            "Exports the sample that one run learnt from, drawn again, and the weights it found.",
            (command, result) => command.Execute(result.GetValue(one)!, result.GetValue(tables), result.GetValue(arrays)),
            one, tables, arrays);
    }

    private Command Add<TCommand>(Command parent, string name, string description, Func<TCommand, ParseResult, int> execute, params Symbol[] symbols)
        where TCommand : class
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

        SetAction(command, execute);
        parent.Add(command);
        return command;
    }

    private void SetAction<TCommand>(Command command, Func<TCommand, ParseResult, int> execute)
        where TCommand : class
        => command.SetAction(result => host.Execute<TCommand>(SettingsOf(result), service => execute(service, result)));

    private RunOptions OptionsOf(ParseResult result) => new(result.GetValue(_again), result.GetValue(_failFast));

    private CommandSettings SettingsOf(ParseResult result)
    {
        var settings = new CommandSettings(
            result.GetValue(_configuration) is { Length: > 0 } named ? named : [host.Workspace.ConfigurationFile],
            result.GetValue(_plugins)!,
            result.GetValue(_output)!,
            result.GetValue(_set)!,
            result.GetValue(_verbose));
        return settings with { Lock = result.GetValue(_lock) ?? (result.GetValue(_locked) ? settings.DefaultLock : null) };
    }
}
