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
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("learner", "evaluator", "metric");
        table.AddColumn(new TableColumn("final value").RightAligned());
        foreach (var learner in record.Learners)
        {
            foreach (var metric in learner.Metrics)
            {
                table.AddRow(PlainText.Escape(learner.Label), PlainText.Escape(metric.Evaluator), PlainText.Escape(metric.Metric), NumberText.Of(metric.Value));
            }
        }

        console.Write(table);
        console.WriteLine($"started:  {record.Started.ToString("u", CultureInfo.InvariantCulture)}, on {record.Environment.Processor}, {record.Environment.Runtime}");
        if (record.Identity.Length > 0)
        {
            console.WriteLine($"identity: {record.Identity}");
        }

        console.WriteLine($"run:      {folder}");
        return ExitCode.Done;
    }
}
