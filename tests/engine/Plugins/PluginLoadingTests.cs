using System.Reflection;
using System.Runtime.Loader;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>Plugins that load.</summary>
public sealed class PluginLoadingTests : IDisposable
{
    private readonly PluginRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void APluginIsKnownByItsFolderAndVersion()
    {
        var plugin = Assert.Single(_root.Install("with-dependency").Load().Plugins);
        var assembly = _root.File("with-dependency", "WithDependency.dll");

        Assert.Equal(("with-dependency", _root.File("with-dependency"), assembly), (plugin.Name, plugin.Folder, plugin.Assembly));
        Assert.Equal(AssemblyName.GetAssemblyName(assembly).Version!.ToString(3), plugin.Version);
        Assert.Equal((PartKind.Teacher, "greeting"), (Assert.Single(plugin.Parts).Kind, plugin.Parts[0].Name));
    }

    [Fact]
    public void ItsHashIsThatOfAllItsFiles()
    {
        var first = Hash();
        Assert.Equal(first, Hash());

        // Results must be made anew when a library of the plugin's own is another, and when a file goes by another name.
        File.AppendAllText(_root.File("with-dependency", "PrivateLibrary.dll"), "more");
        var second = Hash();
        File.Move(_root.File("with-dependency", "PrivateLibrary.pdb"), _root.File("with-dependency", "Other.pdb"));

        Assert.Distinct([first, second, Hash()]);

        string? Hash() => Assert.Single((Directory.Exists(_root.File("with-dependency")) ? _root : _root.Install("with-dependency")).Load().Plugins).Sha256;
    }

    [Fact]
    public void AProjectInThePlaceOfItsOutputIsToldWhereThatIs()
    {
        _root.Install("with-dependency", "bin/Debug/net10.0");

        var plugin = Assert.Single(_root.Load().Plugins);

        Assert.EndsWith($"there is one in {_root.File("bin", "Debug", "net10.0")}: name that folder with --plugins", plugin.Failure!.Message);
    }

    [Fact]
    public void ItsOwnLibraryLivesInItsOwnContext()
    {
        var teacher = Teacher(Assert.Single(_root.Install("with-dependency").Load().Plugins));
        var library = teacher.GetInterface("IGreeter")!.Assembly;

        Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(library));
        Assert.Same(AssemblyLoadContext.GetLoadContext(teacher.Assembly), AssemblyLoadContext.GetLoadContext(library));
        Assert.Equal(_root.File("with-dependency", "PrivateLibrary.dll"), library.Location);
    }

    [Fact]
    public void TwoPluginsDoNotSeeEachOthersLibraries()
    {
        var plugins = _root.Install("with-dependency").Install("with-dependency", "copy").Load().Plugins;

        Assert.Distinct(plugins.Select(plugin => Teacher(plugin).GetInterface("IGreeter")!));
    }

    [Fact]
    public void TheHostsContractWinsOverACopyBesideThePlugin()
    {
        var plugin = Assert.Single(_root.Install("ships-contract").Load().Plugins);

        // Without the copies in the folder and in the list of assets there would be nothing to win over.
        foreach (var copy in new[] { "BeyondNtk.Abstractions.dll", "MathNet.Numerics.dll" })
        {
            Assert.True(File.Exists(_root.File("ships-contract", copy)));
            Assert.Contains(copy, File.ReadAllText(_root.File("ships-contract", "ShipsContract.deps.json")));
        }

        Assert.Null(plugin.Failure);
        Assert.True(Teacher(plugin).IsAssignableTo(typeof(ITeacher)));
    }

    [Theory]
    [InlineData("with-dependency", "greeting")]
    [InlineData("ships-contract", "shipped")]
    public void ItsPartsCanBeComposedAndUsed(string name, string teacher)
    {
        var plugin = Assert.Single(_root.Install(name).Load().Plugins);

        using var experiment = Compositions.Compose(Plans.With([plugin], $"Teacher={{\"Name\":\"{teacher}\"}}", "Learners:first:Optimizer:Name=solver"));
        var sample = ((SampleSolver)experiment.Learners.Single().Optimizer).Sample;

        Assert.Equal(sample.Inputs.RowSums().ToColumnMatrix(), sample.Labels);
    }

    [Fact]
    public void PluginsComeInTheOrderOfTheirFolders()
    {
        var plugins = _root.Install("with-dependency", "b").Install("ships-contract", "c").Install("no-entry", "a").Load().Plugins;

        Assert.Equal(["a", "b", "c"], plugins.Select(plugin => plugin.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void ARootMayBeAPluginItself(string ending)
    {
        _root.Install("with-dependency");
        var folder = _root.File("with-dependency");

        var plugins = new PluginLoader().LoadAll([folder + ending, _root.Path, folder]);

        var plugin = Assert.Single(plugins);
        Assert.Equal(("WithDependency", folder), (plugin.Name, plugin.Folder));
        Assert.Null(plugin.Failure);
    }

    [Fact]
    public void LinksThatStayInsideAreFollowedAndTheRootMayBeALink()
    {
        _root.Install("with-dependency", "root/original");
        Directory.CreateDirectory(_root.File("root", "linked"));
        foreach (var file in Directory.GetFiles(_root.File("root", "original")))
        {
            File.CreateSymbolicLink(_root.File("root", "linked", Path.GetFileName(file)), Path.Combine("..", "original", Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(_root.File("link"), _root.File("root"));

        var plugins = new PluginLoader().LoadAll([_root.File("link")]);

        Assert.Equal(["linked", "original"], plugins.Select(plugin => plugin.Name));
        Assert.All(plugins, plugin => Assert.Null(plugin.Failure));
    }

    [Fact]
    public void AFolderIsOnePluginByWhateverPaths()
    {
        _root.Install("with-dependency", "root/plugin");
        Directory.CreateSymbolicLink(_root.File("link"), _root.File("root"));
        Directory.CreateSymbolicLink(_root.File("root", "again"), _root.File("root", "plugin"));

        var plugin = Assert.Single(new PluginLoader().LoadAll([_root.File("root"), _root.File("link"), _root.File("link", "plugin"), _root.File("root", ".", "plugin") + "/"]));

        Assert.Null(new PartCatalog([plugin]).ProblemOf(plugin));
        Assert.Equal("plugin", plugin.Name);
    }

    // By itself it would be refused.
    [Fact]
    public void ALinkToAPluginThatIsThereAnywayIsNotHeldAgainstIt()
    {
        _root.Install("with-dependency", "there/plugin");
        Directory.CreateDirectory(_root.File("here"));
        Directory.CreateSymbolicLink(_root.File("here", "plugin"), _root.File("there", "plugin"));

        var plugin = Assert.Single(new PluginLoader().LoadAll([_root.File("here"), _root.File("there")]));

        Assert.Null(plugin.Failure);
        Assert.Equal(_root.File("there", "plugin"), plugin.Folder);
    }

    [Fact]
    public void WhatItsLibrariesNeedIsLookedForInTheirTurn()
    {
        Library("Main", Of("First"), typeof(IPlugin).Assembly.GetName(), Of("System.Runtime"));
        Library("First", Of("Second"), Of("System.Linq"));
        Library("Second", Of("Third"), Of("First"));
        Assert.StartsWith("its library Second.dll needs Third 1.2.3, and there is no Third.dll in its folder; copy", MissingLibrary());

        _root.Write("Third.dll", "this is no assembly");
        Assert.StartsWith("its library Third.dll is not a .NET assembly", MissingLibrary());

        Library("Third", Of("System.Linq", 99));
        Assert.StartsWith("its library Third.dll needs System.Linq 99.2.3, and there is no System.Linq.dll in its folder, and the host's is", MissingLibrary());

        Library("Third", Of("netstandard"));
        Assert.Empty(LibraryCheck.Verify(_root.File("Main.dll")));
    }

    // Copies that the host's are too old for are taken, and need something in their turn.
    [Fact]
    public void ALibraryMayBringANewerCopyOfWhatTheHostHas()
    {
        Library("Main", Of("First"));
        Library("First", Of("Microsoft.Extensions.Options", 99));
        Library("Microsoft.Extensions.Options", Of("Other"));

        Assert.StartsWith("its library Microsoft.Extensions.Options.dll needs Other", MissingLibrary());

        // The host's is taken otherwise.
        Library("First", Of("Microsoft.Extensions.Options"));
        Assert.Empty(LibraryCheck.Verify(_root.File("Main.dll")));
    }

    // On Unix it is a colon.
    [Fact]
    public void AFolderWhosePathTheRuntimeWouldSplitIsRefused()
    {
        _root.Install("with-dependency", $"a{Path.PathSeparator}b/plugin");

        var plugin = Assert.Single(new PluginLoader().LoadAll([_root.File($"a{Path.PathSeparator}b")]));

        Assert.Contains($"holds '{Path.PathSeparator}', at which the runtime splits", plugin.Failure!.Message);
    }

    [Fact]
    public void ANativeLibraryThatIsNotThereIsSaid()
    {
        var plugin = Assert.Single(_root.Install("missing-native").Load().Plugins);

        Assert.Null(plugin.Failure);
        Assert.StartsWith("MissingNative.dll calls the native library 'no-such-native-library', which was not found", Assert.Single(plugin.Remarks));
    }

    // The library that stands in for it needs the C library of Linux, or one of a name that nobody has.
    [Fact]
    public void ANativeLibraryThatLacksAnotherIsSaid()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libe_sqlite3.so");
        var installed = _root.Install("missing-native").File("missing-native", "libno-such-native-library.so");
        File.Copy(library, installed);
        Assert.Empty(Assert.Single(_root.Load().Plugins).Remarks);

        var bytes = File.ReadAllBytes(library);
        bytes.AsSpan()[bytes.AsSpan().IndexOf("libc.so.6"u8)..][3] = (byte)'?';
        File.WriteAllBytes(installed, bytes);
        Assert.Contains("libno-such-native-library.so needs lib?.so.6, which was not found", Assert.Single(Assert.Single(_root.Load().Plugins).Remarks));
    }

    [Fact]
    public void APluginThatAsksForCulturesIsToldThatThereAreNone()
    {
        var plugin = Assert.Single(_root.Install("asks-for-cultures").Load().Plugins);

        Assert.Null(plugin.Failure);
        Assert.StartsWith("it asks for cultures by name", Assert.Single(plugin.Remarks));
    }

    private static AssemblyName Of(string name, int major = 1) => new(name) { Version = new Version(major, 2, 3, 0) };

    private void Library(string name, params AssemblyName[] references) => ForeignAssembly.Save(_root.File(name + ".dll"), references);

    private string MissingLibrary() => Assert.Throws<PluginException>(() => LibraryCheck.Verify(_root.File("Main.dll"))).Message;

    private static Type Teacher(Plugin plugin) => Assert.Single(plugin.Parts).Implementation;
}
