using System.Reflection;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Plugins;

/// <summary>describe: what parts there are, and the options of each with types, defaults, ranges and the author's line on it.</summary>
internal sealed class DescribeCommand(PartCatalog catalog, IAnsiConsole console)
{
    public int Execute(string? kind, string? name)
    {
        var parts = Choose(kind, name);
        if (name is null)
        {
            List(parts);
            return ExitCode.Done;
        }

        foreach (var part in parts)
        {
            Describe(part);
        }

        return ExitCode.Done;
    }

    private IReadOnlyList<CatalogPart> Choose(string? kind, string? name)
    {
        if (kind is null)
        {
            return catalog.Parts;
        }

        var kinds = OptionWords.EnumNames(typeof(PartKind));
        if (!kinds.Contains(kind.ToLowerInvariant()))
        {
            throw new ConfigurationException($"describe: there is no kind '{kind}'; {NearestName.Hint(kind, kinds)}");
        }

        var asked = Enum.Parse<PartKind>(kind, ignoreCase: true);
        if (name is null)
        {
            return [.. catalog.Of(asked)];
        }

        var found = catalog.Find(asked, name);
        return found.Count > 0
            ? found
            : throw new ConfigurationException($"describe: there is no {kind.ToLowerInvariant()} '{name}'; {NearestName.Hint(name, catalog.Names(asked))}");
    }

    private void List(IReadOnlyList<CatalogPart> parts)
    {
        var table = new PlainTable().AddColumns("kind", "name", "plugin", "what it is");
        foreach (var part in parts)
        {
            table.AddRow(
                PartCatalog.Word(part.Registration.Kind),
                part.Registration.Name,
                part.Plugin.Name,
                DocComments.Read(part.Registration.Implementation));
        }

        table.Write(console);
        console.WriteLine("`describe KIND NAME` shows the options of a part.");
    }

    private void Describe(CatalogPart part)
    {
        console.Write($"{PartCatalog.Word(part.Registration.Kind)} {part.Registration.Name}", Styles.Heading);
        console.WriteLine($", from plugin {part.Plugin.Name}");
        console.WriteLine(DocComments.Read(part.Registration.Implementation));
        var needs = PartFactory.Parameters(part.Registration.Implementation).Select(parameter => parameter.ParameterType)
            .Where(type => typeof(IModel).IsAssignableFrom(type) || typeof(ITeacher).IsAssignableFrom(type) || typeof(IOptimizer).IsAssignableFrom(type) || type == typeof(InitialParameters) || type == typeof(DataSet) || type == typeof(Objective))
            .Select(type => type.Name);
        console.WriteLine($"needs: {string.Join(", ", needs.DefaultIfEmpty("nothing of the other parts"))}");
        if (part.Registration.Implementation.GetCustomAttribute<MeasuresAttribute>() is { } measures)
        {
            console.WriteLine($"measures: {string.Join(", ", measures.Metrics)}");
        }

        var table = new PlainTable().AddColumns("option", "type", "default", "allowed", "what it is");
        AddRows(table, part.Registration.Options, "");
        // The host's own, which stand among those of the part.
        switch (part.Registration.Kind)
        {
            case PartKind.Evaluator or PartKind.Optimizer:
                AddRows(table, typeof(CadenceSettings), "");
                break;
            case PartKind.Penalty:
                AddRows(table, typeof(PenaltySettings), "");
                break;
        }

        if (table.IsEmpty)
        {
            console.WriteLine("It has no options.");
            return;
        }

        table.Write(console);
    }

    private static void AddRows(PlainTable table, Type options, string indent)
    {
        foreach (var option in OptionShape.Of(options))
        {
            var type = option.Property.PropertyType;
            table.AddRow(
                indent + option.Name,
                OptionWords.Type(type),
                OptionWords.Value(option.Default),
                string.Join(", ", option.Rules.Select(rule => OptionWords.Allowed(rule, option.Name))),
                option.Summary);
            if (OptionTypes.GroupWithin(type) is { } group)
            {
                AddRows(table, group, indent + "  ");
            }
        }
    }
}
