using System.Globalization;
using System.Text.Json.Nodes;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Ctrl-C.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TheProgram _program = new();
    private readonly string _configuration;

    public InterruptionTests() => _configuration = _program.Write("small.json", SmallExperiment.Configuration);

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task AnInterruptionKeepsWhatWasMeasured()
    {
        var process = _program.Start(
            "--config", _configuration, "--output", _program.Output, "--set", "Learners:student:Optimizer:Stages:1:Steps=1000000000");
        var line = await process.StandardOutput.ReadLineAsync();
        while (line is not null && !line.Contains("student: step", StringComparison.Ordinal))
        {
            line = await process.StandardOutput.ReadLineAsync();
        }

        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        var result = TheProgram.Wait(process);

        Assert.Equal(130, result.ExitCode);
        var folder = _program.Runs("small")[0];
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "run.json")))!;
        Assert.Equal("interrupted", record["status"]!.GetValue<string>());
        var last = record["learners"]![0]!["steps"]!.GetValue<long>();
        Assert.True(last > 0);
        Assert.Contains(File.ReadLines(Path.Combine(folder, "metrics.csv")), row => row.StartsWith($"student,{last},", StringComparison.Ordinal));
    }
}
