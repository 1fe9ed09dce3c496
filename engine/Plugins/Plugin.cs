using BeyondNtk.Abstractions.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Engine.Plugins;

/// <summary>A plugin as it was found: loaded with its parts, or with the reason why not.</summary>
/// <param name="Name">The name of its folder, or of its assembly where its folder itself was named.</param>
/// <param name="Folder">The full path of its folder.</param>
internal sealed record Plugin(string Name, string Folder)
{
    /// <summary>The main assembly; null when it could not be told.</summary>
    public string? Assembly { get; init; }

    public string? Version { get; init; }

    /// <summary>The SHA-256 of all its files with their names, in hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    public IReadOnlyList<PartRegistration> Parts { get; init; } = [];

    public IServiceCollection Services { get; init; } = new ServiceCollection();

    /// <summary>What the person who installed it should know although it can be used.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Why the plugin cannot be used; null when it can.</summary>
    public Exception? Failure { get; init; }
}
