using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Tests;

/// <summary>Commands on an experiment whose parts a test can look into.</summary>
public sealed class ExperimentCommandTests : IDisposable
{
    private const string Recording = "Learners:first:Optimizer:Name=recording";

    private readonly Plugin _plugin;
    private readonly InProcess _program;
    private readonly string _configuration;
    private Action _whileComposed = () => { };

    public ExperimentCommandTests()
    {
        _plugin = FakePlugins.Create("recording", parts =>
        {
            parts.AddOptimizer<RecordingOptimizer, StepsOptions>("recording");
            parts.Services.AddSingleton(provider =>
            {
                _whileComposed();
                provider.GetRequiredService<ILogger<Greeting>>().LogDebug("a detail");
                return new Greeting("hello");
            });
        });
        _program = new InProcess { Catalog = new PartCatalog([FakePlugins.Usual(), _plugin]) };
        _configuration = _program.Write("usual.json", Plans.Usual);
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void ResumeTakesARunOverAndHoldsItWhileItIsComposed()
    {
        Assert.Equal(0, Run("run", "--set", Recording).ExitCode);
        var (plan, folder) = (Plans.With([_plugin], Recording), new RunFolder(Assert.Single(_program.Runs("small"))));
        (folder.ReadRecord()! with { Status = RunStatus.Running }).Save(folder.Record);
        File.WriteAllText(Path.Combine(_program.Output, ".locks", "small", plan.Identity + ".holder"), "process 4711 on another, since long ago");
        var taken = new List<RunClaim?>();
        _whileComposed = () => taken.Add(Claim(plan));

        var resumed = Run("resume");

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Null(Assert.Single(taken));
        Assert.Contains("small: taken over from process 4711 on another, since long ago, which is gone", File.ReadAllText(folder.Log), StringComparison.Ordinal);
        Assert.Equal((RunStatus.Done, folder.Path), (folder.ReadRecord()!.Status, Assert.Single(_program.Runs("small"))));
        using var after = Claim(plan);
        Assert.Null(after!.DeadHolder);
    }

    [Fact]
    public void AReportIsOfTheResultsThatThereAreAlsoOfOtherFiles()
    {
        Assert.Equal(0, Run("run").ExitCode);
        var folder = new RunFolder(Assert.Single(_program.Runs("small")));
        var record = folder.ReadRecord()!;
        (record with { Plugins = [.. record.Plugins.Select(plugin => plugin with { Sha256 = "another" })] }).Save(folder.Record);

        var report = Run("report");

        Assert.True(report.ExitCode == 0, report.Error);
        Assert.Contains("small: 1 of 1 runs were made by other files of usual than are here now", report.Output, StringComparison.Ordinal);
        Assert.Contains("were made by other files of usual", File.ReadAllText(Path.Combine(_program.Output, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void ARunWhoseProcessIsGoneIsListedAsStopped()
    {
        Assert.Equal(0, Run("run").ExitCode);
        var (plan, folder) = (Plans.Create(), new RunFolder(Assert.Single(_program.Runs("small"))));
        (folder.ReadRecord()! with { Status = RunStatus.Running, Learners = [] }).Save(folder.Record);

        using (Claim(plan))
        {
            Assert.Contains("│ running │", Run("runs").Output, StringComparison.Ordinal);
        }

        Assert.Contains("│ stopped │", Run("runs").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Serilog:MinimumLevel:Default=Debug", true, true)]
    [InlineData("Serilog:MinimumLevel=Debug", true, true)]
    [InlineData("Serilog:MinimumLevel:Default=Information", false, true)]
    [InlineData("Serilog:MinimumLevel:Default=Warning", false, false)]
    public void WhatTheLogHoldsIsSet(string assignment, bool hasDetails, bool hasOutcome)
    {
        var result = Run("run", "--set", Recording, "--set", assignment);

        Assert.True(result.ExitCode == 0, result.Error);
        var log = File.ReadAllText(new RunFolder(Assert.Single(_program.Runs("small"))).Log);
        Assert.All([log, result.Output], text => Assert.Equal((hasDetails, hasOutcome), (text.Contains("a detail", StringComparison.Ordinal), text.Contains("first: done after", StringComparison.Ordinal))));
    }

    [Fact]
    public void TheOldNameOfZipIsReadWithAWarning()
    {
        var result = Run("plan", "--set", """Sweep={ "Together": { "Seed": [1, 2], "Samples": [10, 20] } }""");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("small: 2 runs, 0 with a result", result.Output, StringComparison.Ordinal);
        Assert.Equal("warning: Experiments:small:Sweep:Together: is called Zip now; the old name is still read", result.Error.TrimEnd());
        Assert.Empty(Run("plan", "--set", """Sweep={ "Zip": { "Seed": [1, 2], "Samples": [10, 20] } }""").Error);
    }

    [Fact]
    public void ASinkOfTheConfigurationHasTheLinesOfAllRuns()
    {
        var log = Path.Combine(_program.Scratch, "all.log");

        Assert.Equal(0, Run("run", "--set", "Sweep:Seed=1..4", "--set", FileSink(log)).ExitCode);

        var lines = _program.Runs("small").Where(folder => File.Exists(new RunFolder(folder).Log)).Sum(folder => File.ReadLines(new RunFolder(folder).Log).Count());
        Assert.InRange(lines, 4, int.MaxValue);
        Assert.Equal(lines, File.ReadLines(log).Count());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public void ASinkThatCannotBeOpenedIsAnErrorBeforeAnythingRuns(string command)
    {
        var result = Run(command, "--set", FileSink(_configuration + "/below-a-file.log"));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: Serilog: unable to open file sink for ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(_program.Output, "small")));
    }

    private static string FileSink(string path) => $$"""Serilog:WriteTo=[{ "Name": "File", "Args": { "path": {{System.Text.Json.JsonSerializer.Serialize(path)}} } }]""";

    [Fact]
    public void ASweepGoesOnWhereNobodyCanBeTold()
    {
        using var full = new FullWriter();

        var result = _program.Run(full, "run", "--config", _configuration, "--set", "Sweep:Seed=1..3", "--output", _program.Output);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("error: standard output took no more (the disk is full); the command went on to its end", result.Error.TrimEnd());
        Assert.Equal(3, _program.Runs("small").Count(folder => File.Exists(new RunFolder(folder).Metrics)));
        Assert.Single(Directory.GetFiles(Path.Combine(_program.Output, "small"), "aggregates.csv", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("--plugins")]
    [InlineData("--config")]
    [InlineData("--output")]
    [InlineData("--set")]
    [InlineData("--lock")]
    public void AnEmptyValueIsRefused(string option)
    {
        var result = _program.Run("plugins", option, " ");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{option} ", result.Error, StringComparison.Ordinal);
        Assert.Contains("its value is empty", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameInAnErrorControlsNoTerminal()
    {
        var result = Run("validate", "--set", """Learners={ "a\u001b[31m\nb": {} }""");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("a␛[31m b", result.Error, StringComparison.Ordinal);
    }

    private CommandResult Run(string command, params string[] arguments) => _program.RunHere([command, "--config", _configuration, .. arguments]);

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("the disk is full");

        public override void Write(string? value) => throw new IOException("the disk is full");
    }

    private RunClaim? Claim(RunPlan plan) => RunClaim.TryTake(_program.Output, plan, TimeProvider.System);
}
