using System.Text;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;
using FsCheck;
using FsCheck.Fluent;

namespace BeyondNtk.Engine.Tests;

/// <summary>Whatever is written in a configuration gives a plan or a message about it, soon: never another exception, a crash or a hang.</summary>
public sealed class FuzzTests
{
    // Only a hang takes this long, a thousand cases.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // The number of cases of each test; set, they are drawn anew every time, and a failure says their seed.
    private static readonly int? Asked = int.TryParse(Environment.GetEnvironmentVariable("BEYONDNTK_FUZZ_CASES"), out var cases) ? cases : null;

    private static readonly PartCatalog Fakes = new([FakePlugins.Usual()]);

    private const string Swept =
        """
        {
          "Run": ["small"],
          "Experiments": {
            "small": {
              "Sweep": { "Teacher:Dimension": [2, 3], "Zip": { "Seed": "1..2", "Learners:first:Optimizer:Steps": ["= 2 * Let:a", 5] } },
              "Let": { "a": 2, "b": "= Let:a + 1", "c": "= Let:b ^ 2" },
              "Samples": "= 10 * Teacher:Dimension",
              "Teacher": { "Name": "plain", "Dimension": 2 },
              "Learners": { "first": { "Model": { "Name": "trainable" }, "Objective": { "Name": "fresh", "Samples": 5 }, "Optimizer": { "Name": "gradient" } } },
              "Evaluators": { "probe": { "Every": 2, "Factor": 1.5 } },
              "Figures": { "one": { "X": "Teacher:Dimension", "Y": "probe:value", "Learners": ["first"], "ShareBelow": "= Let:c" } }
            }
          }
        }
        """;

    private static readonly (PartCatalog Catalog, string Text)[] Bases =
    [
        (Fakes, Plans.Usual), (Fakes, Swept), (Fakes, Swept), .. ShippedExperiments().Select(text => (Shipped.Catalog, text)),
    ];

    [Fact]
    public void ChangedTrees() => Check(800, Mutation.OfTree, (text, changes) =>
    {
        var root = ConfigurationTree.Parse(text, "fuzz");
        foreach (var change in changes)
        {
            change.Apply(root);
        }

        return (root.ToJsonString(), []);
    });

    [Fact]
    public void ChangedTexts() => Check(600, Mutation.OfText, (text, changes) => (changes.Aggregate(text, (changed, change) => change.Apply(changed)), []));

    [Fact]
    public void Assignments() => Check(600, Mutation.OfTree, (text, changes) => (text, [.. changes.Select(change => change.Assignment)]));

    private static void Check(int cases, int kinds, Func<string, Mutation[], (string Text, string[] Assignments)> change)
    {
        using var folder = new TempFolder();
        var file = folder.File("fuzz.json");
        var mutation =
            from kind in Gen.Choose(0, kinds - 1)
            from place in Gen.Choose(0, int.MaxValue - 1)
            from choice in Gen.Choose(0, int.MaxValue - 1)
            select new Mutation(kind, place, choice);
        var generator =
            from origin in Gen.Choose(0, Bases.Length - 1)
            from count in Gen.Choose(1, 4)
            from mutations in mutation.ArrayOf(count)
            select (Origin: origin, Mutations: mutations);
        var arbitrary = Arb.From(generator, failing => failing.Mutations.Select((_, left) => (failing.Origin, failing.Mutations.Where((_, index) => index != left).ToArray())));

        var all = Task.Run(() => Prop.ForAll(arbitrary, example =>
        {
            var (catalog, text) = Bases[example.Origin];
            var (changed, assignments) = change(text, example.Mutations);
            Read(catalog, file, changed, assignments);
        }).Check(Asked is { } asked ? Config.QuickThrowOnFailure.WithMaxTest(asked) : Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(20_240_501, 7)));
        Assert.True(all.Wait(Patience * (1 + ((Asked ?? 0) / 1000))), "it hangs");
    }

    private static void Read(PartCatalog catalog, string file, string text, string[] assignments)
    {
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        try
        {
            Assert.NotEmpty(new PlanReader(catalog).Read(new ConfigurationFile(file).Load(), [], assignments));
        }
        catch (ConfigurationException exception)
        {
            Assert.All(exception.Messages, message => Assert.False(string.IsNullOrWhiteSpace(message)));
        }
    }

    // Each alone, with at most two values on an axis: a plan of hundreds of runs would only repeat itself.
    private static IEnumerable<string> ShippedExperiments()
    {
        foreach (var (name, section) in ConfigurationTree.Parse(Shipped.Studies, "studies")["Experiments"]!.AsObject())
        {
            var experiment = section!.DeepClone().AsObject();
            foreach (var axis in (experiment["Sweep"] as JsonObject ?? []).Where(axis => !SweepSection.IsZip(axis.Key)).Select(axis => axis.Key).ToArray())
            {
                experiment["Sweep"]![axis] = experiment["Sweep"]![axis] is JsonArray list ? new JsonArray([.. list.Take(2).Select(value => value!.DeepClone())]) : "1..2";
            }

            yield return new JsonObject { ["Run"] = new JsonArray(name), ["Experiments"] = new JsonObject { [name] = experiment } }.ToJsonString();
        }
    }
}
