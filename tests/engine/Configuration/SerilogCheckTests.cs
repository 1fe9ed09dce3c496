using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>What Serilog itself would take no notice of.</summary>
public sealed class SerilogCheckTests
{
    [Theory]
    [InlineData("MinimumLevels=Error", "Serilog:MinimumLevels: unknown setting", "did you mean 'MinimumLevel'?")]
    [InlineData("MinimumLevel=Info", "Serilog:MinimumLevel: is \"Info\"", "did you mean 'Information'?")]
    [InlineData("MinimumLevel:Default=Trace", "Serilog:MinimumLevel:Default: is \"Trace\"", "did you mean 'Verbose'?")]
    [InlineData("MinimumLevel:Default=3", "Serilog:MinimumLevel:Default: is 3", "allowed: Verbose, ")]
    [InlineData("""MinimumLevel={ "Defualt": "Error" }""", "Serilog:MinimumLevel:Defualt: unknown setting", "did you mean 'Default'?")]
    [InlineData("MinimumLevel:Override:BeyondNtk=Warnin", "Serilog:MinimumLevel:Override:BeyondNtk: is \"Warnin\"", "did you mean 'Warning'?")]
    [InlineData("""WriteTo=["Consle"]""", "Serilog:WriteTo:0: there is no 'Consle'", "did you mean 'Console'?")]
    [InlineData("""AuditTo=[{ "Name": "Fil", "Args": { "path": "x" } }]""", "Serilog:AuditTo:0: there is no 'Fil'", "did you mean 'File'?")]
    [InlineData("""WriteTo=[{ "Name": "File", "Args": { "pth": "x" } }]""", "Serilog:WriteTo:0:Args:pth: unknown setting", "did you mean 'path'?")]
    [InlineData("""WriteTo=[{ "Name": "Logger", "Args": { "configureLogger": { "WriteTo": ["Fil"] } } }]""", "Serilog:WriteTo:0:Args:configureLogger:WriteTo:0: there is no 'Fil'", "'File'?")]
    [InlineData("""Filter=[{ "Name": "ByExcluding", "Args": { "expression": "x" } }]""", "Serilog:Filter:0: there is no 'ByExcluding'", "named under Using")]
    [InlineData("""Using=["No.Such.Sinks"]""", "Serilog:Using:0: there is no assembly \"No.Such.Sinks\"", "Serilog.Sinks.File")]
    [InlineData("Using=Serilog.Sinks.File", "Serilog:Using: is \"Serilog.Sinks.File\"", "a list of names")]
    [InlineData("MinimumLevel:Override=Error", "Serilog:MinimumLevel:Override: is \"Error\"", "allowed: a group")]
    [InlineData("""WriteTo=[{ "Name": "File", "Args": "x" }]""", "Serilog:WriteTo:0:Args: is \"x\"", "allowed: a group")]
    [InlineData("""WriteTo=[{ "Name": "File" }]""", "Serilog:WriteTo:0: 'File' lacks arguments", "it needs path among its Args")]
    [InlineData("WriteTo=File", "Serilog:WriteTo: 'File' lacks arguments", "path")]
    [InlineData("""WriteTo=[{ "Args": { "path": "x" } }]""", "Serilog:WriteTo:0: has no Name", "allowed: Console, ")]
    [InlineData("""WriteTo=[{ "Name": "File", "Args": { "path": "x", "restrictedToMinimumLevel": "Info" } }]""", "Serilog:WriteTo:0:Args:restrictedToMinimumLevel: is \"Info\"", "'Information'?")]
    [InlineData("""WriteTo=[{ "Name": "File", "Args": { "path": "x", "rollingInterval": "Dayly" } }]""", "Serilog:WriteTo:0:Args:rollingInterval: is \"Dayly\"", "'Day'?")]
    public void WhatItDoesNotKnowIsOneProblem(string setting, string says, string hints)
    {
        var problem = Plans.Problem($"Serilog:{setting}");

        Assert.StartsWith(says, problem);
        Assert.Contains(hints, problem);
        Assert.EndsWith("(from --set)", problem);
    }

    [Theory]
    [InlineData("MinimumLevel=information")]
    [InlineData("""MinimumLevel={ "Default": "Error", "Override": { "A.B": "Debug", "C": "$own" } }""", """LevelSwitches={ "own": "Warning" }""")]
    [InlineData("""WriteTo=["Console", { "Name": "File", "Args": { "path": "x", "shared": true } }]""", """Enrich=["FromLogContext"]""", """Properties={ "Name": "x" }""")]
    [InlineData("""WriteTo={ "Any": { "Name": "Console" }, "Own": { "Name": "File", "Args": { "path": "x" } } }""", """Using=["Serilog.Sinks.File", "Serilog.Sinks.Console"]""")]
    public void WhatItKnowsIsNone(params string[] settings) => Assert.NotNull(Plans.Create([.. settings.Select(setting => $"Serilog:{setting}")]));

    [Fact]
    public void AConfigurationIsReadOnce()
    {
        using var folder = new TempFolder();
        var path = folder.Write("once.json", """{ "Seed": 1 }""");
        var file = new ConfigurationFile(path);
        file.Load().Set("Seed=2", ["Seed"], []);
        File.Delete(path);

        Assert.Equal(1, (int)file.Load().Root["Seed"]!);
    }
}
