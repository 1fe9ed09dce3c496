using System.Reflection;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Numerics.Native;

namespace BeyondNtk.Engine.Tests;

/// <summary>Plugins that are each wrong in one way, beside one that is not.</summary>
public sealed class BrokenPluginTests : IDisposable
{
    private readonly PluginRoot _root = new PluginRoot().Install("with-dependency", "sound");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void RegisterThrows()
    {
        _root.Install("throwing-register", "broken");

        AssertBroken("the Register of its entry ThrowingRegisterPlugin failed: the tables are not installed");
    }

    [Fact]
    public void TheConstructorOfTheEntryThrows()
    {
        _root.Install("throwing-entry", "broken");

        AssertBroken("the constructor of its entry ThrowingEntryPlugin failed: the license has expired");
    }

    [Fact]
    public void TheDefaultsOfOptionsThrow()
    {
        _root.Install("throwing-options", "broken");

        AssertBroken("options of teacher 'throwing-options': the defaults of ThrowingOptions cannot be made or checked: The input string 'two'");
    }

    [Fact]
    public void OptionsThatConfigurationCannotExpress()
    {
        _root.Install("unbindable-options", "broken");

        AssertBroken("options of teacher 'unbindable': UnbindableOptions.Link is of the type Func<Double, Double>, which configuration cannot express; allowed: bool");
    }

    // The reference stands in a method only: the runtime would not miss it before the part is created.
    [Fact]
    public void AnOlderCopyOfASharedAssemblyThatHadWhatTheHostsHasNot()
    {
        _root.Install("older-shared-copy", "broken");

        AssertBroken("it was built against BeyondNtk.Numerics 0.0.1 and uses the type RetiredConstants, which the host's BeyondNtk.Numerics");
        Assert.Contains("BeyondNtk.Numerics.dll", Assert.Single(_root.Load().Plugins.First(plugin => plugin.Name == "broken").Remarks));
    }

    [Fact]
    public void ALinkedFolderOutOfTheRoot()
    {
        using var elsewhere = new PluginRoot().Install("with-dependency", "target");
        Directory.CreateSymbolicLink(_root.File("broken"), elsewhere.File("target"));

        AssertBroken($"broken is a link that leads out of the plugins folder, to {elsewhere.File("target")}");
    }

    [Theory]
    [InlineData("WithDependency.dll")]
    [InlineData("PrivateLibrary.dll")]
    public void ALinkedFileOutOfTheRoot(string file)
    {
        using var elsewhere = new PluginRoot().Install("with-dependency", "target");
        _root.Install("with-dependency", "broken");
        File.Delete(_root.File("broken", file));
        File.CreateSymbolicLink(_root.File("broken", file), elsewhere.File("target", file));

        AssertBroken($"{Path.Combine("broken", file)} is a link that leads out of the plugins folder, to {elsewhere.File("target", file)}");
    }

    [Theory]
    [InlineData("nothing", "nowhere")]
    [InlineData(".", "in a circle")]
    public void ALinkThatHasNoEnd(string target, string where)
    {
        _root.Install("with-dependency", "broken");
        File.CreateSymbolicLink(_root.File("broken", "data"), target);

        AssertBroken($"{Path.Combine("broken", "data")} is a link that leads {where}");
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

        AssertBroken("it needs PrivateLibrary 0.2.0, which its folder or its .deps.json lacks; copy the plugin's whole output");
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
        ForeignAssembly.Save(_root.File("broken", "Foreign.dll"), new AssemblyName("BeyondNtk.Abstractions") { Version = new Version(major, minor, 0, 0) });

        AssertBroken($"version {major}.{minor} of BeyondNtk.Abstractions");
    }

    // The runtime would take the plugin's own copy, whose types are strangers to the host, or find none.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASharedAssemblyThatIsOlderThanThePluginNeeds(bool bringsItsOwn)
    {
        var (newer, hosts) = (new Version(9, 8, 7, 0), typeof(LinearAlgebraLibrary).Assembly.GetName().Version!);
        _root.Write("broken/Foreign.deps.json", """{ "runtimeTarget": { "name": "x" }, "targets": { "x": {} }, "libraries": {} }""");
        ForeignAssembly.Save(_root.File("broken", "Foreign.dll"), typeof(IPlugin).Assembly.GetName(), new AssemblyName("BeyondNtk.Numerics") { Version = newer });
        if (bringsItsOwn)
        {
            ForeignAssembly.Save(_root.File("broken", "BeyondNtk.Numerics.dll"), newer);
        }

        AssertBroken($"it was built against BeyondNtk.Numerics 9.8.7, which is newer than the host's {hosts.ToString(3)}; plugins share the host's copy, so rebuild the plugin against it");
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
