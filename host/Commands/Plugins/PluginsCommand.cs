using BeyondNtk.Engine.Plugins;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Plugins;

/// <summary>plugins: every plugin found, its parts, its status and why, and what else is to be said of it.</summary>
internal sealed class PluginsCommand(PartCatalog catalog, CommandSettings settings, IAnsiConsole console)
{
    public int Execute()
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("plugin", "version", "status", "parts");
        foreach (var plugin in catalog.Plugins)
        {
            var problem = catalog.ProblemOf(plugin);
            table.AddRow(
                PlainText.Escape(plugin.Name),
                plugin.Version ?? "-",
                problem is null ? "[green]loaded[/]" : "[red]unusable[/]",
                string.Join("\n", plugin.Parts.Select(part => PlainText.Escape($"{PartCatalog.Word(part.Kind)} {part.Name}"))));
        }

        console.Write(table);
        foreach (var plugin in catalog.Plugins)
        {
            if (catalog.ProblemOf(plugin) is { } problem)
            {
                console.MarkupLineInterpolated($"[red]{plugin.Folder}: {problem}[/]");
                if (settings.Verbose && plugin.Failure is { } failure)
                {
                    console.WriteLine(failure.ToString());
                }
            }

            foreach (var remark in plugin.Remarks)
            {
                console.MarkupLineInterpolated($"[yellow]{plugin.Folder}: {remark}[/]");
            }
        }

        return ExitCode.Done;
    }
}
