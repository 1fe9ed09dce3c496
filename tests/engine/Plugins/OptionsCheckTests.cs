using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>Options classes that are looked at when their plugin is loaded.</summary>
public sealed class OptionsCheckTests
{
    private enum Colour
    {
        Red,
    }

    [Fact]
    public void EverythingThatConfigurationExpressesIsAllowed() => Assert.Null(ProblemOf<Expressible>());

    [Fact]
    public void AnInterface() => Refused<WithInterface>("WithInterface.Orders is of the type IEnumerable<Int32>, which configuration cannot express; allowed: bool, int");

    [Fact]
    public void AnAbstractGroup() => Refused<WithAbstractGroup>("WithAbstractGroup.Shape is of the type Shape,");

    [Fact]
    public void AGroupWithoutAPlainConstructorInAList() => Refused<WithRecords>("WithRecords.Points is of the type Point,");

    [Fact]
    public void AnUnknownNumber() => Refused<WithDecimal>("WithDecimal.Price is of the type Decimal,");

    [Fact]
    public void ATable() => Refused<WithTable>("WithTable.Entries is of the type Double[,],");

    [Fact]
    public void ADictionaryByNumber() => Refused<WithNumberedDictionary>("WithNumberedDictionary.ByOrder is of the type Dictionary<Int32, Double>,");

    [Fact]
    public void ARecursiveClass() => Refused<Node>("Node.Next leads back to Node");

    [Fact]
    public void ARecursiveClassThroughAnotherWithDefaultsWithoutEnd() => Refused<Tree>("Branch.Trees leads back to Tree");

    [Fact]
    public void ARequiredOptionThatCannotBeSet() => Refused<WithGetOnly>("WithGetOnly.Path has a rule and can never be set");

    [Fact]
    public void AnOptionThatOnlyTheCompilerRequires() => Refused<WithGroup<WithRequired>>("WithRequired.Path is 'required', which binds the compiler only");

    [Fact]
    public void AnIndexer() => Refused<WithIndexer>("WithIndexer.Item is an indexer");

    [Fact]
    public void AnOptionThatCannotBeRead() => Refused<WithSetOnly>("WithSetOnly.Path cannot be read");

    [Fact]
    public void NamesThatDifferInTheirCase() => Refused<WithTwins>("WithTwins.Width is there twice");

    [Fact]
    public void ANameThatIsTheHosts() => Refused<WithName>("WithName.Name has a name that the host keeps for itself");

    [Fact]
    public void AGroupWhoseDefaultsThrow() => Refused<WithGroup<Throwing>>("the defaults of Throwing cannot be made or checked: no table");

    [Fact]
    public void ARuleThatCannotBeApplied() => Refused<WithWrongRule>("the defaults of WithWrongRule cannot be made or checked");

    [Fact]
    public void AFileInAGroup()
        => Refused<WithGroup<WithFile>>("WithFile.Table has [FilePath] in a group, where no files are looked for; move it to WithGroup<WithFile>");

    [Fact]
    public void AFileThatIsNoText() => Refused<WithFiles>("WithFiles.Tables has [FilePath] and is no text");

    [Fact]
    public void ADefaultThatNoFileCanSay() => Refused<WithInfinity>("WithInfinity.Radius has a default that is no finite number");

    [Fact]
    public void ABoundThatNoFileCanSay() => Refused<WithInfiniteBound>("WithInfiniteBound.Radius has a range with a bound that is no finite number");

    // 1.4 would be in it.
    [Fact]
    public void ARangeOfWholeNumbersForAnother()
        => Refused<WithRounding>("WithRounding.Momentum is a double with a range of int, to which a value would be rounded; write [Range(0.0, 1.0)]");

    [Fact]
    public void ASetterThatThrowsRefusesTheValue()
        => Assert.StartsWith("Part:Width: is 7, which Picky refuses: it must be even", Binding.ProblemOf<Picky>("""{ "Width": 7 }"""));

    [Fact]
    public void AGetterThatThrowsIsARefusalThatNamesThePlugin()
    {
        var plugin = OptionsCheck.Check(FakePlugins.Create("x", parts => parts.AddTeacher<NetworkTeacher, Moody>("x")));

        var message = Assert.Throws<ConfigurationException>(() => Plans.With([plugin], """Teacher={ "Name": "x", "Width": 7 }""")).Message;

        Assert.Contains("small:Teacher: the options of teacher 'x' of plugin 'x' failed: not today", message);
    }

    private static void Refused<TOptions>(string reason)
        where TOptions : class, new()
        => Assert.StartsWith("options of teacher 'x': " + reason, ProblemOf<TOptions>());

    private static string? ProblemOf<TOptions>()
        where TOptions : class, new()
    {
        var plugin = OptionsCheck.Check(FakePlugins.Create("x", parts => parts.AddTeacher<NetworkTeacher, TOptions>("x")));
        Assert.Equal(plugin.Failure is null ? 1 : 0, plugin.Parts.Count);
        return plugin.Failure?.Message;
    }

    private sealed class Expressible
    {
        public bool Flag { get; init; }

        public int? Count { get; init; }

        public long Seed { get; init; }

        public double Scale { get; init; }

        [Required]
        public string? Path { get; init; }

        public Colour Colour { get; init; }

        public Colour[] Colours { get; init; } = [];

        public IReadOnlyList<Picky> Groups { get; init; } = [];

        public List<List<double>> Rows { get; init; } = [];

        public Dictionary<string, Picky> ByName { get; init; } = [];

        public JsonObject? Anything { get; init; }

        public Picky Group { get; init; } = new();

        // Computed, so no option.
        public IEnumerable<double> Scales => [Scale];
    }

    private sealed class WithInterface
    {
        public IEnumerable<int> Orders { get; init; } = [];
    }

    private abstract class Shape;

    private sealed class WithAbstractGroup
    {
        public Shape? Shape { get; init; }
    }

    private sealed record Point(double X);

    private sealed class WithRecords
    {
        public List<Point> Points { get; init; } = [];
    }

    private sealed class WithDecimal
    {
        public decimal Price { get; init; }
    }

    private sealed class WithTable
    {
        public double[,]? Entries { get; init; }
    }

    private sealed class WithNumberedDictionary
    {
        public Dictionary<int, double> ByOrder { get; init; } = [];
    }

    private sealed class Node
    {
        public Node? Next { get; init; }
    }

    private sealed class Tree
    {
        public Branch Branch { get; init; } = new();
    }

    private sealed class Branch
    {
        public IReadOnlyList<Tree> Trees { get; init; } = [new()];
    }

    private sealed class WithGetOnly
    {
        [Required]
        public string? Path { get; }
    }

    private sealed class WithRequired
    {
        public required string Path { get; init; }
    }

    private sealed class WithGroup<T>
    {
        public T? Group { get; init; }
    }

    private sealed class WithIndexer
    {
        public double this[int index] { get => index; set => _ = value; }
    }

    private sealed class WithSetOnly
    {
        public string Path { set => _ = value; }
    }

    private sealed class WithTwins
    {
        public int Width { get; init; }

        public int WIDTH { get; init; }
    }

    private sealed class WithName
    {
        public string Name { get; init; } = "";
    }

    private sealed class WithFile
    {
        [FilePath]
        public string Table { get; init; } = "";
    }

    private sealed class WithRounding
    {
        [Range(0, 1)]
        public double? Momentum { get; init; }
    }

    private sealed class WithFiles
    {
        [FilePath]
        public IReadOnlyList<string> Tables { get; init; } = [];
    }

    private sealed class WithInfinity
    {
        public double Radius { get; init; } = double.PositiveInfinity;
    }

    private sealed class WithInfiniteBound
    {
        [Range(0, double.PositiveInfinity)]
        public double Radius { get; init; }
    }

    private sealed class Throwing
    {
        public Throwing() => throw new InvalidOperationException("no table");
    }

    private sealed class WithWrongRule
    {
        [Range(typeof(Point), "0", "1")]
        public int Width { get; init; } = 1;
    }

    private sealed class Moody
    {
        public int Width { get => field < 7 ? field : throw new ArgumentException("not today"); init; }
    }

    private sealed class Picky
    {
        public int Width
        {
            get;
            init => field = value % 2 == 0 ? value : throw new ArgumentException("it must be even");
        }
    }
}
