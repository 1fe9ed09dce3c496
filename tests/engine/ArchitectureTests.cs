using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BeyondNtk.Engine.Tests;

/// <summary>Imports run one way: docs/architecture.md has the picture.</summary>
public sealed class ArchitectureTests
{
    // Each may use those before it. What programs are offered stands above them all, in no room.
    private static readonly string[] Rooms = ["Text", "Files", "Plugins", "Configuration", "Planning", "Composing", "Storage", "Running", "Analysis"];

    private static readonly System.Reflection.Assembly Engine = typeof(Planning.ExperimentPlan).Assembly;

    private static readonly Architecture Architecture = new ArchLoader().LoadAssemblies(Engine).Build();

    public static TheoryData<string> EveryRoom => [.. Rooms];

    [Fact]
    public void TheRoomsAreThese()
        => Assert.Equal(Rooms.Order(), Engine.GetTypes().Where(type => type.Namespace?.StartsWith("BeyondNtk.Engine.", StringComparison.Ordinal) == true)
            .Select(type => type.Namespace!.Split('.')[2]).Distinct().Order());

    [Theory]
    [MemberData(nameof(EveryRoom))]
    public void ARoomUsesOnlyThoseBeforeIt(string room)
    {
        string[] later = [.. Rooms[(Array.IndexOf(Rooms, room) + 1)..].Select(In), "^BeyondNtk\\.Engine$"];
        Types().That().ResideInNamespaceMatching(In(room)).Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(string.Join('|', later)).Check(Architecture);
    }

    // What the rule above finds; or it might find nothing whatever stood there.
    [Fact]
    public void TheRuleFindsWhatIsWrong()
        => Assert.False(Types().That().ResideInNamespaceMatching(In("Running")).Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(In("(Planning|Storage)")).HasNoViolations(Architecture));

    // Neither the engine's nor the program's types, nor those of one another: any may be left out.
    [Fact]
    public void PluginsKnowTheContractAlone()
    {
        var plugins = Shipped.Catalog.Parts.Select(part => part.Registration.Implementation.Assembly).ToHashSet();
        Assert.NotEmpty(plugins);
        foreach (var plugin in plugins)
        {
            var ours = plugin.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(reference => reference.StartsWith("BeyondNtk.", StringComparison.Ordinal) || plugins.Any(other => other.GetName().Name == reference));

            Assert.Empty(ours.Except(["BeyondNtk.Abstractions", "BeyondNtk.Numerics"]));
        }
    }

    private static string In(string rooms) => $@"^BeyondNtk\.Engine\.{rooms}(\..*)?$";
}
