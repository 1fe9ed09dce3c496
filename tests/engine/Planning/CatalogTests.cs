using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Plugins that are in each other's way or broken.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void TwoPluginsWithOneNameAreRefusedWhenItIsUsed()
    {
        var rival = FakePlugins.Create("rival", parts => parts.AddTeacher<PlainTeacher, PlainTeacherOptions>("Plain"));

        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => Plans.With([rival])).Messages);

        Assert.StartsWith("Experiments:small:Teacher:Name: several plugins register a teacher 'plain'", problem);
        Assert.Contains("/plugins/usual", problem);
        Assert.Contains("/plugins/rival", problem);
    }

    [Fact]
    public void TwoPluginsWithOneNameAreHarmlessWhenItIsNot()
    {
        var rival = FakePlugins.Create("rival", parts => parts.AddTeacher<NetworkTeacher, PlainTeacherOptions>("network"));

        Assert.Equal("plain", Plans.With([rival]).Teacher.Name);
    }

    [Fact]
    public void PartsOfDifferentKindsMayShareAName()
    {
        var plan = Plans.With([FakePlugins.Create("rival", parts => parts.AddEvaluator<Probe, ProbeOptions>("plain"))], "Evaluators:plain={}");

        Assert.Equal("plain", plan.Teacher.Name);
    }

    [Fact]
    public void ABrokenPluginMattersOnlyToWhoUsesIt()
    {
        Assert.Equal("plain", Plans.With([FakePlugins.Broken("cracked")]).Teacher.Name);

        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => Plans.With([FakePlugins.Broken("cracked")], "Teacher:Name=from-cracked")).Messages);

        Assert.Contains("could not be loaded: cracked", problem);
    }
}
