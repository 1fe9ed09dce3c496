using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Plugins;

/// <summary>A part together with the plugin it comes from.</summary>
internal sealed record CatalogPart(Plugin Plugin, PartRegistration Registration);

/// <summary>All parts by kind and name.</summary>
internal sealed class PartCatalog
{
    public PartCatalog(IReadOnlyList<Plugin> plugins)
    {
        Plugins = plugins;
        Parts =
        [
            .. plugins.SelectMany(plugin => plugin.Parts.Select(part => new CatalogPart(plugin, part)))
                .OrderBy(part => part.Registration.Kind).ThenBy(part => part.Registration.Name, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>Ordered by kind and name.</summary>
    public IReadOnlyList<CatalogPart> Parts { get; }

    /// <summary>The names of a kind, each once.</summary>
    public IReadOnlyList<string> Names(PartKind kind) => [.. Of(kind).Select(part => part.Registration.Name).Distinct()];

    public IEnumerable<CatalogPart> Of(PartKind kind) => Parts.Where(part => part.Registration.Kind == kind);

    /// <summary>The parts of a name: none if it is unknown, several if plugins register the same.</summary>
    public IReadOnlyList<CatalogPart> Find(PartKind kind, string name)
        => [.. Of(kind).Where(part => part.Registration.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>What is wrong with a plugin, in one line; null when nothing is.</summary>
    public string? ProblemOf(Plugin plugin)
    {
        if (plugin.Failure is { } failure)
        {
            return FailureText.Of(failure);
        }

        var clashes = Parts.Where(part => part.Plugin == plugin).SelectMany(part => Find(part.Registration.Kind, part.Registration.Name)
            .Where(other => !ReferenceEquals(other, part))
            .Select(other => $"{Word(part.Registration.Kind)} '{part.Registration.Name}' is registered by {other.Plugin.Folder} too"));
        var problem = string.Join("; ", clashes.Distinct());
        return problem.Length > 0 ? problem : null;
    }

    public static string Word(PartKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The word with its article.</summary>
    public static string OneOf(PartKind kind) => $"{(kind is PartKind.Optimizer or PartKind.Evaluator ? "an" : "a")} {Word(kind)}";
}
