using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Plugins;

/// <summary>plugins: every plugin found, its parts, its status and why, and what else is to be said of it.</summary>
internal sealed class PluginsCommand(PartCatalog catalog, CommandSettings settings, IAnsiConsole console)
{
    public int Execute()
    {
        var table = new PlainTable().AddColumns("plugin", "version", "status", "parts");
        foreach (var plugin in catalog.Plugins)
        {
            var problem = catalog.ProblemOf(plugin);
            table.AddRow(
                plugin.Name,
                plugin.Version ?? "-",
                problem is null ? new Cell("loaded", Styles.Good) : new Cell("unusable", Styles.Bad),
                string.Join("\n", plugin.Parts.Select(part => $"{PartCatalog.Word(part.Kind)} {part.Name}")));
        }

        table.Write(console);
        foreach (var plugin in catalog.Plugins)
        {
            if (catalog.ProblemOf(plugin) is { } problem)
            {
                console.WriteLine(Printable.Line($"{plugin.Folder}: {problem}"), Styles.Bad);
                if (settings.Verbose && plugin.Failure is { } failure)
                {
                    console.WriteLine(failure.ToString());
                }
            }

            foreach (var remark in plugin.Remarks)
            {
                console.WriteLine(Printable.Line($"{plugin.Folder}: {remark}"), Styles.Remark);
            }
        }

        return ExitCode.Done;
    }
}
