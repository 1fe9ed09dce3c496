using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Results of experiments that nobody ran: records that a test writes.</summary>
internal static class WrittenResults
{
    /// <summary>Three dimensions and five seeds.</summary>
    public const string Sweep = """Sweep={ "Teacher:Dimension": [2, 4, 8], "Seed": "1..5" }""";

    public static int Dimension(RunPlan run) => ((PlainTeacherOptions)run.Teacher.Options).Dimension;

    // A result for each run whose one metric is a function of run and step: at steps 0, 5 and 10.
    public static ExperimentResults Create(TempFolder output, Func<RunPlan, long, double> value, params string[] assignments)
    {
        var plan = Plans.Experiment([], Plans.Usual, assignments);
        return new ExperimentResults(plan, [.. plan.Runs.Select(run =>
        {
            var folder = new RunFolder(output.File(plan.Name, run.Identity));
            MetricsFile.Save(folder.Metrics, new long[] { 0, 5, 10 }.Select(step => new Measurement("first", step, 0, "probe", new Metric("value", value(run, step)))));
            var record = Records.Create(run.Identity, Records.Learner("first", new MetricRecord("probe", "value", "value", value(run, 10), null)));
            return (run, new StoredRun(folder.Path, record with { Experiment = plan.Name, Headline = ["probe"], TeacherLevels = [new LevelRecord("value", "level", 0.5)] }));
        })]);
    }
}
