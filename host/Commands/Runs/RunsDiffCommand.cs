using System.Text.Json;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs diff: the settings, plugins and environment in which two runs differ, and their final metrics side by side.</summary>
internal sealed class RunsDiffCommand(RunStore store, IAnsiConsole console)
{
    private const string Missing = "-";

    public int Execute(string one, string other)
    {
        var (a, b) = (store.Find(one).Record, store.Find(other).Record);
        console.WriteLine($"A: {a.FullName}");
        console.WriteLine($"B: {b.FullName}");
        WriteDifferences("settings", Differences.Of(Scalars.Of(a.Configuration), Scalars.Of(b.Configuration)));
        WriteDifferences("plugins and environment", Differences.Of(Made(a), Made(b)));
        WriteMetrics(Metrics(a), Metrics(b));
        return ExitCode.Done;
    }

    private void WriteDifferences(string what, IReadOnlyList<(string Name, string? One, string? Other)> differences)
    {
        if (differences.Count == 0)
        {
            console.WriteLine($"{what}: no difference");
            return;
        }

        var table = new PlainTable().AddColumns(what, "A", "B");
        foreach (var (name, a, b) in differences)
        {
            table.AddRow(name, a ?? Missing, b ?? Missing);
        }

        table.Write(console);
    }

    private static IEnumerable<(string Name, object Value)> Made(RunRecord run) =>
    [
        .. run.Plugins.Select(plugin => ($"plugin {plugin.Name}", (object)$"{plugin.Version ?? Missing} ({(plugin.Sha256 is { } hash ? string.Concat(hash.Take(12)) : Missing)})")),
        .. Scalars.Of(JsonSerializer.SerializeToNode(run.Environment)),
        ("Threads", run.Threads),
    ];

    private static OrderedDictionary<(string Learner, string Metric), double> Metrics(RunRecord run) => new(
        run.Learners.SelectMany(learner => learner.FinalMetrics.Select(metric => KeyValuePair.Create((learner.Label, $"{metric.Evaluator}:{metric.Metric}"), metric.Value))).DistinctBy(metric => metric.Key));

    private void WriteMetrics(OrderedDictionary<(string Learner, string Metric), double> ones, OrderedDictionary<(string Learner, string Metric), double> others)
    {
        var keys = ones.Keys.Union(others.Keys).ToArray();
        if (keys.Length == 0)
        {
            console.WriteLine("final metrics: none");
            return;
        }

        var table = new PlainTable().AddColumns("learner", "metric").AddNumbers("A", "B", "B/A");

        foreach (var key in keys)
        {
            double? a = ones.TryGetValue(key, out var one) ? one : null;
            double? b = others.TryGetValue(key, out var other) ? other : null;
            table.AddRow(key.Learner, key.Metric, Number(a), Number(b), Number(a is 0 ? null : b / a));
        }

        table.Write(console);
        if (keys.All(key => ones.TryGetValue(key, out var one) && others.TryGetValue(key, out var other) && one.Equals(other)))
        {
            console.WriteLine("final metrics: no difference");
        }
    }

    private static string Number(double? value) => value is { } number ? NumberText.Of(number) : Missing;
}
