using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>What `plugins lock` writes and --locked compares.</summary>
public sealed class PluginLockTests : IDisposable
{
    private readonly PluginRoot _root = new PluginRoot().Install("with-dependency").Install("no-entry");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void TheSameFilesElsewhereAreLockedByTheSameText()
    {
        using var elsewhere = new PluginRoot().Install("no-entry").Install("with-dependency");
        PluginLock.Compute([_root.Path]).Save(_root.File("one.json"));
        PluginLock.Compute([elsewhere.Path]).Save(elsewhere.File("other.json"));

        Assert.Equal(File.ReadAllText(_root.File("one.json")), File.ReadAllText(elsewhere.File("other.json")));
        Assert.Empty(PluginLock.Load(_root.File("one.json")).Differences(PluginLock.Compute([_root.Path])));
    }

    [Fact]
    public void EachFileThatDiffersIsNamed()
    {
        var locked = PluginLock.Compute([_root.Path]);
        _root.Write("no-entry/data/table.csv", "1,2");
        File.AppendAllText(_root.File("with-dependency", "PrivateLibrary.dll"), " ");
        File.Delete(_root.File("with-dependency", "WithDependency.dll"));

        Assert.Equal(
            ["no-entry/data/table.csv was added", "with-dependency/PrivateLibrary.dll was changed", "with-dependency/WithDependency.dll is missing"],
            locked.Differences(PluginLock.Compute([_root.Path])));
    }

    [Fact]
    public void AnotherContractIsADifference()
    {
        var installed = PluginLock.Compute([_root.Path]);

        Assert.Equal([$"the contract is {installed.Contract}, and was 0.0.7"], (installed with { Contract = "0.0.7" }).Differences(installed));
    }

    [Fact]
    public void TwoFoldersOfOneNameCannotBeToldApart()
    {
        using var elsewhere = new PluginRoot().Install("no-entry");

        Assert.Contains("several plugin folders are named 'no-entry'", Assert.Throws<PluginException>(() => PluginLock.Compute([_root.Path, elsewhere.Path])).Message);
    }

    // The numbers of a run come from these as well.
    [Fact]
    public void WhatPluginsShareWithTheProgramIsLockedToo()
    {
        var now = PluginLock.Compute([_root.Path]);
        Assert.Contains("BeyondNtk.Numerics.dll", now.Shared!.Keys);
        Assert.Contains("MathNet.Numerics.dll", now.Shared.Keys);

        var before = now with { Shared = new(now.Shared) { ["BeyondNtk.Numerics.dll"] = "other" } };
        Assert.Equal(["BeyondNtk.Numerics.dll beside the program was changed"], before.Differences(now));

        // Locks from before say nothing of it.
        Assert.Empty((now with { Shared = null }).Differences(now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "contract": "0.1", "files": null }""")]
    public void AFileThatIsNoLockIsRefused(string text)
    {
        _root.Write("bad.json", text);

        Assert.Contains("cannot be read as a lock file", Assert.Throws<PluginException>(() => PluginLock.Load(_root.File("bad.json"))).Message);
    }
}
