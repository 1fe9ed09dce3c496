using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Abstractions.Tests;

/// <summary>
/// The contract changes only on purpose: its public members are written down in abstractions/PublicApi.txt, and their fingerprint stands in
/// CHANGELOG.md under the version that the plugin loader checks.
/// </summary>
public sealed class PublicApiTests
{
    private const string Update = "BEYONDNTK_UPDATE_API";

    private static string Root => Path.GetDirectoryName(Ancestors(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, "Framework.sln")).First(File.Exists))!;

    private static IReadOnlyList<string> Members { get; } = PublicApi.Of(typeof(IPlugin).Assembly);

    private static string Baseline => Path.Combine(Root, "abstractions", "PublicApi.txt");

    [Fact]
    public void ThePublicMembersAreThoseOfTheBaseline()
    {
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Baseline, string.Concat(Members.Select(line => line + "\n")));
        }

        var written = File.ReadAllLines(Baseline);
        var differences = Members.Except(written).Select(line => $"+ {line}").Concat(written.Except(Members).Select(line => $"- {line}"));

        Assert.True(
            Members.SequenceEqual(written),
            $"The contract differs from abstractions/PublicApi.txt:\n{string.Join("\n", differences)}\n"
            + $"If that is meant, write the file anew with '{Update}=1 dotnet test tests/abstractions --filter PublicApi', and say in CHANGELOG.md what changed.");
    }

    [Fact]
    public void TheChangelogNamesTheVersionAndItsBaseline()
    {
        var contract = typeof(IPlugin).Assembly;
        var version = contract.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var sections = File.ReadAllText(Path.Combine(Root, "CHANGELOG.md")).Split("\n## ");
        var newest = sections.ElementAtOrDefault(1) ?? "";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n", Members)));
        var fingerprint = $"Contract: `{Convert.ToHexStringLower(hash)[..12]}`";

        Assert.True(newest.StartsWith($"[{version}]", StringComparison.Ordinal), $"The first section of CHANGELOG.md is to be '## [{version}]', the version of the contract.");
        Assert.True(
            newest.Contains(fingerprint, StringComparison.Ordinal),
            $"The public members of the contract changed. Say what changed in CHANGELOG.md under [{version}], with the line\n{fingerprint}");
    }

    // The version that the runtime compares: it refuses a plugin that was built against a later one than the host has.
    [Fact]
    public void APatchIsNoOtherContract()
    {
        var contract = typeof(IPlugin).Assembly;
        var version = Version.Parse(contract.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('-')[0]);

        Assert.Equal(new Version(version.Major, version.Minor, 0, 0), contract.GetName().Version);
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
