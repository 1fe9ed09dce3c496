using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Storage;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>What is said at the end of an experiment: the table of its only run, or that over its runs, and what its figures say.</summary>
internal static class ExperimentSummary
{
    private const int MostWithBands = 3;

    /// <param name="console">Where to write.</param>
    /// <param name="results">The experiment's results.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="made">How many of the runs were made just now.</param>
    public static void Write(IAnsiConsole console, ExperimentResults results, IReadOnlyList<Figure> figures, int made)
    {
        var plan = results.Plan;
        if (plan.Runs.Count == 1)
        {
            foreach (var (_, result) in results.Runs)
            {
                SummaryTable.Write(console, result.Record);
                console.WriteLine(result.Folder.Length == 0 ? "run:     nothing of it could be written" : $"run:     {result.Folder}{(made == 0 ? "  (its result was there; --again makes it anew)" : "")}");
            }
        }
        else
        {
            Write(console, results);
            var halted = results.Runs.Sum(run => run.Result.Record.Learners.Count(learner => learner.Status == RunStatus.Halted));
            console.WriteLine($"{plan.Name}: {plan.Runs.Count} runs, {made} made now, {results.Runs.Count - made} found{(made == 0 ? " (--again makes them anew)" : "")}{(halted > 0 ? $"; {halted} of their learners halted early" : "")}");
        }

        foreach (var figure in figures)
        {
            foreach (var sentence in figure.Sentences)
            {
                console.WriteLine($"{figure.Name}: {sentence}");
            }

            foreach (var conclusion in figure.Conclusions)
            {
                console.WriteLine($"{figure.Name}: {conclusion.Text}", Styles.Remark);
            }
        }

        foreach (var missing in Figure.Missing(results, figures))
        {
            console.Write("warning", Styles.Bad);
            console.WriteLine($": {missing}");
        }

        Problems(console, results);
    }

    // A row for each group and learner: medians, with the band where there are several seeds and room for it.
    private static void Write(IAnsiConsole console, ExperimentResults results)
    {
        var (header, rows, note) = AggregateTable.ToTexts(results, MostWithBands);
        // What stands after the learner are numbers.
        var words = header.ToList().IndexOf("learner") + 1;
        var table = new PlainTable(results.Plan.Name).AddColumns(header.Take(words)).AddNumbers(header.Skip(words));
        foreach (var row in rows)
        {
            table.AddRow(row.Select(text => (Cell)text));
        }

        table.Write(console);
        if (note.Length > 0)
        {
            console.WriteLine(note);
        }

        foreach (var sentence in ConclusionSentences.Compute(results))
        {
            console.WriteLine(sentence, Styles.Remark);
        }
    }

    private static void Problems(IAnsiConsole console, ExperimentResults results)
    {
        foreach (var (run, result) in results.Runs.Where(run => run.Result.Record.Status is not (RunStatus.Done or RunStatus.Halted) && results.Plan.Runs.Count > 1))
        {
            console.Write(result.Record.Status.ToString().ToLowerInvariant(), Styles.Bad);
            console.WriteLine($" {results.Plan.Names.Of(run)}: {RunSentences.Why(result.Record)}{(result.Folder.Length > 0 ? $" ({result.Folder})" : "")}");
        }

        if (results.Plan.Runs.Count == 1 && results.Runs.Count == 1 && results.Runs[0].Result.Record.Message is { } message)
        {
            console.WriteLine($"failed: {message}", Styles.Bad);
        }
    }
}
