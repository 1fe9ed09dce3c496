using BeyondNtk.Engine.Plugins;
using BeyondNtk.Host.Commands;
using BeyondNtk.Host.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Tests;

/// <summary>The program without a process of its own: its command line, with what it writes kept and its plugins loaded once for all tests.</summary>
internal sealed class InProcess : IDisposable
{
    // The tests lie in tests/host/bin/CONFIGURATION/FRAMEWORK, the program in host/bin/CONFIGURATION/FRAMEWORK.
    private static readonly DirectoryInfo Own = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
    /// <summary>The folder of the built program.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(Own.FullName, "../../../../../host/bin", Own.Parent!.Name, Own.Name));

    private static readonly Lazy<PartCatalog> Shipped = new(() => new PartCatalog(new PluginLoader().LoadAll([Path.Combine(Program, "plugins")])));

    private readonly TempFolder _scratch = new();

    /// <summary>The parts there are; those that ship unless a test has others.</summary>
    public PartCatalog? Catalog { get; init; }

    public string Scratch => _scratch.Path;

    public string Output => _scratch.File("runs");

    /// <summary>Writes a file into the scratch folder and returns its path.</summary>
    public string Write(string name, string text) => _scratch.Write(name, text);

    /// <summary>The folders of the runs of an experiment, oldest first.</summary>
    public string[] Runs(string experiment) => [.. Directory.GetDirectories(Path.Combine(Output, experiment)).Order(StringComparer.Ordinal)];

    /// <summary>Does what the arguments say, with its output in the scratch folder.</summary>
    public CommandResult RunHere(params string[] arguments) => Run([.. arguments, "--output", Output]);

    /// <summary>Does what the arguments say.</summary>
    public CommandResult Run(params string[] arguments)
    {
        using var output = new StringWriter();
        return Run(output, arguments);
    }

    /// <summary>Does what the arguments say, with its output where a test wants it.</summary>
    public CommandResult Run(TextWriter output, params string[] arguments)
    {
        using var error = new StringWriter();
        var terminal = Terminal.Plain(output, error) with { OpenOut = () => new TextStream(output) };
        var host = new CommandHost(terminal, new Workspace(Program, Scratch), TimeProvider.System, arguments.Contains("--plugins") ? null : UseCatalog);
        var code = new CommandLine(host).Invoke(arguments);
        return new CommandResult(code, output.ToString()!, error.ToString());
    }

    public void Dispose() => _scratch.Dispose();

    private void UseCatalog(IServiceCollection services) => services.AddSingleton(_ => Catalog ?? Shipped.Value);

    /// <summary>Bytes of UTF-8 that become text when they are complete.</summary>
    private sealed class TextStream(TextWriter target) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            target.Write(System.Text.Encoding.UTF8.GetString(ToArray()));
            base.Dispose(disposing);
        }
    }
}

/// <summary>What a command said, and its exit code.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
