using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Tests;

/// <summary>Plugins that are each wrong in one way, beside one that is not.</summary>
public sealed class BrokenPluginTests : IDisposable
{
    private readonly PluginRoot _root = new PluginRoot().Install("with-dependency", "sound");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void RegisterThrows()
    {
        _root.Install("throwing-register", "broken");

        AssertBroken("the tables are not installed");
    }

    [Fact]
    public void NoEntry()
    {
        _root.Install("no-entry", "broken");

        AssertBroken("no public class in NoEntry implements IPlugin");
    }

    [Fact]
    public void TwoEntries()
    {
        _root.Install("two-entries", "broken");

        AssertBroken("FirstPlugin, SecondPlugin");
    }

    [Fact]
    public void AMissingLibrary()
    {
        _root.Install("with-dependency", "broken");
        File.Delete(_root.File("broken", "PrivateLibrary.dll"));

        AssertBroken("PrivateLibrary");
    }

    [Fact]
    public void ALibraryWithoutTheContract()
    {
        _root.Write("broken/PrivateLibrary.deps.json", "{}");
        File.Copy(_root.File("sound", "PrivateLibrary.dll"), _root.File("broken", "PrivateLibrary.dll"));

        AssertBroken("PrivateLibrary.dll does not refer to BeyondNtk.Abstractions");
    }

    [Theory]
    [InlineData("this is no assembly")]
    [InlineData("")]
    public void AFileThatIsNoAssembly(string text)
    {
        _root.Write("broken/Text.dll", text);
        _root.Write("broken/Text.deps.json", "{}");

        AssertBroken("Text.dll is not a .NET assembly");
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public void AFileThatIsCutOff(double part)
    {
        _root.Install("with-dependency", "broken");
        var assembly = _root.File("broken", "WithDependency.dll");
        var bytes = File.ReadAllBytes(assembly);
        File.WriteAllBytes(assembly, bytes[..(int)(part * bytes.Length)]);

        AssertBroken("WithDependency.dll");
    }

    // The runtime itself would end the process over some of these.
    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "runtimeTarget": { "name": "x" }, "targets": { "x": { "A/1": 3 } } }""")]
    [InlineData("""{ "runtimeTarget": { "name": "x" }, "targets": { "x": { "A/1": { "runtime": { "A.dll": {} } } } }, "libraries": { "A/1": { "type": "project" } } }""")]
    public void AListOfAssetsThatIsNotAsBuilt(string text)
    {
        _root.Install("with-dependency", "broken");
        _root.Write("broken/WithDependency.deps.json", text);

        AssertBroken("WithDependency.deps.json is not as a build leaves it");
    }

    [Fact]
    public void AnEmptyFolder()
    {
        Directory.CreateDirectory(_root.File("broken"));

        AssertBroken("no .deps.json in the folder");
    }

    [Fact]
    public void SeveralMainAssemblies()
    {
        _root.Install("with-dependency", "broken");
        _root.Write("broken/Other.deps.json", "{}");

        AssertBroken("Other.deps.json, WithDependency.deps.json");
    }

    [Fact]
    public void AMissingMainAssembly()
    {
        _root.Install("with-dependency", "broken");
        File.Delete(_root.File("broken", "WithDependency.dll"));

        AssertBroken("WithDependency.dll is missing");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 9)]
    public void AnotherContract(int major, int minor)
    {
        _root.Write("broken/Foreign.deps.json", "{}");
        ForeignAssembly.Save(_root.File("broken", "Foreign.dll"), new Version(major, minor, 0, 0));

        AssertBroken($"version {major}.{minor}.0 of BeyondNtk.Abstractions");
    }

    [Fact]
    public void TwoPluginsWithOnePartName()
    {
        var catalog = _root.Install("same-name-one").Install("same-name-two").Load();
        var problems = catalog.Plugins.ToDictionary(plugin => plugin.Name, catalog.ProblemOf);

        Assert.Contains($"teacher 'twin' is registered by {_root.File("same-name-two")} too", problems["same-name-one"]);
        Assert.Contains($"teacher 'twin' is registered by {_root.File("same-name-one")} too", problems["same-name-two"]);
        Assert.Null(problems["sound"]);
        Assert.Contains("several plugins register a teacher 'twin'", Refusal(catalog.Plugins, "Teacher:Name=twin"));
        Assert.Equal("greeting", Plans.With(catalog.Plugins, "Teacher:Name=greeting").Teacher.Name);
    }

    // One line that says why; no part of it can be used; the sound one can.
    private void AssertBroken(string reason)
    {
        var catalog = _root.Load();
        var plugins = catalog.Plugins.ToDictionary(plugin => plugin.Name);
        var problem = catalog.ProblemOf(plugins["broken"]) ?? "";

        Assert.Contains(reason, problem);
        Assert.DoesNotContain('\n', problem);
        Assert.Empty(plugins["broken"].Parts);
        Assert.Null(catalog.ProblemOf(plugins["sound"]));
        Assert.Equal("greeting", Plans.With(catalog.Plugins, "Teacher:Name=greeting").Teacher.Name);
        Assert.Contains("could not be loaded: broken", Refusal(catalog.Plugins, "Teacher:Name=first"));
    }

    private static string Refusal(IReadOnlyList<Plugin> plugins, string assignment)
        => Assert.Throws<ConfigurationException>(() => Plans.With(plugins, assignment)).Message;
}
