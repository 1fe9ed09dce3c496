using System.Globalization;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs show: one run shown again.</summary>
internal sealed class RunsShowCommand(RunStore store, IAnsiConsole console)
{
    public int Execute(string text)
    {
        var (folder, record) = store.Find(text);
        SummaryTable.Write(console, record);
        var table = new PlainTable().AddColumns("learner", "evaluator", "metric").AddNumbers("final value");
        foreach (var learner in record.Learners)
        {
            foreach (var metric in learner.FinalMetrics)
            {
                table.AddRow(learner.Label, metric.Evaluator, metric.Metric, NumberText.Of(metric.Value));
            }
        }

        table.Write(console);
        console.WriteLine($"started:  {record.Started.ToString("u", CultureInfo.InvariantCulture)}, on {record.Environment.Processor}, {record.Environment.Runtime}");
        if (record.Identity.Length > 0)
        {
            console.WriteLine($"identity: {record.Identity}");
        }

        console.WriteLine($"run:      {folder}");
        return ExitCode.Done;
    }
}
