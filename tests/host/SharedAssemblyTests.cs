using System.Text.Json.Nodes;
using System.Xml.Linq;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Host.Tests;

/// <summary>What plugins share with the program.</summary>
public sealed class SharedAssemblyTests
{
    // A copy would never be used: the host's wins.
    [Fact]
    public void WhatTheHostSharesIsWhatThePackageKeepsOutOfPlugins()
    {
        var libraries = JsonNode.Parse(File.ReadAllText(Path.Combine(InProcess.Program, "BeyondNtk.Host.deps.json")))!["libraries"]!.AsObject();
        var shared = libraries.Select(entry => entry.Key.Split('/')[0]).Where(SharedAssemblies.Contains);
        var targets = XDocument.Load(Shipped.PackageTargets);
        var kept = targets.Descendants("_SharedWithHost").Select(item => (string?)item.Attribute("Include")).OfType<string>().SelectMany(list => list.Split(';'));

        Assert.Equal(shared.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }
}
