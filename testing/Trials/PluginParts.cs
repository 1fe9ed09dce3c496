using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Testing.Trials;

/// <summary>The parts that a plugin registers, by name.</summary>
public sealed class PluginParts
{
    private readonly PartRegistry _registry = new();

    private PluginParts(IPlugin plugin) => plugin.Register(_registry);

    /// <summary>What the plugin registers.</summary>
    public IReadOnlyList<PartRegistration> All => _registry.Parts;

    /// <summary>The parts of a plugin.</summary>
    public static PluginParts Create<TPlugin>()
        where TPlugin : IPlugin, new()
        => new(new TPlugin());

    /// <summary>A teacher of the plugin.</summary>
    /// <param name="name">The name under which it is registered.</param>
    /// <param name="options">Its options; the defaults if null.</param>
    /// <exception cref="ArgumentException">No part has that name, or the options are those of another part.</exception>
    public Part Teacher(string name, object? options = null) => Find(PartKind.Teacher, name, options);

    /// <summary>A model of the plugin.</summary>
    /// <param name="name">The name under which it is registered.</param>
    /// <param name="options">Its options; the defaults if null.</param>
    /// <exception cref="ArgumentException">No part has that name, or the options are those of another part.</exception>
    public Part Model(string name, object? options = null) => Find(PartKind.Model, name, options);

    /// <summary>An optimizer of the plugin.</summary>
    /// <param name="name">The name under which it is registered.</param>
    /// <param name="options">Its options; the defaults if null.</param>
    /// <exception cref="ArgumentException">No part has that name, or the options are those of another part.</exception>
    public Part Optimizer(string name, object? options = null) => Find(PartKind.Optimizer, name, options);

    /// <summary>An evaluator of the plugin.</summary>
    /// <param name="name">The name under which it is registered.</param>
    /// <param name="options">Its options; the defaults if null.</param>
    /// <exception cref="ArgumentException">No part has that name, or the options are those of another part.</exception>
    public Part Evaluator(string name, object? options = null) => Find(PartKind.Evaluator, name, options);

    /// <summary>A loss that the plugin registers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its options are of another class.</exception>
    public Part Loss(string name, object? options = null) => Find(PartKind.Loss, name, options);

    /// <summary>A penalty that the plugin registers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is none of that name, or its options are of another class.</exception>
    public Part Penalty(string name, object? options = null) => Find(PartKind.Penalty, name, options);

    private Part Find(PartKind kind, string name, object? options)
    {
        var word = kind.ToString().ToLowerInvariant();
        if (All.FirstOrDefault(part => part.Kind == kind && part.Name == name) is not { } found)
        {
            var names = string.Join(", ", All.Where(part => part.Kind == kind).Select(part => $"'{part.Name}'"));
            throw new ArgumentException($"the plugin registers no {word} '{name}'; its {word}s are: {(names.Length > 0 ? names : "none")}", nameof(name));
        }

        if (options is not null && !found.Options.IsInstanceOfType(options))
        {
            throw new ArgumentException($"the options of {word} '{name}' are {found.Options.Name}, not {options.GetType().Name}", nameof(options));
        }

        return new Part(found.Implementation, options ?? Activator.CreateInstance(found.Options)!, _registry.Services);
    }
}
