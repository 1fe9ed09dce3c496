using System.Net;
using System.Text;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Reports;

/// <summary>Experiments as one HTML file that needs no network and no script: what was asked, tables, figures and what they say.</summary>
internal static class HtmlReport
{
    private const string Style =
        """
        body { font: 15px/1.45 Georgia, serif; color: #222; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.2; }
        h2 { border-top: 2px solid #0072B2; padding-top: .6rem; margin-top: 2.5rem; }
        table { border-collapse: collapse; margin: 1rem 0; font: 13px Helvetica, Arial, sans-serif; }
        th, td { border-bottom: 1px solid #ddd; padding: .25rem .6rem; text-align: right; }
        th:first-child, td:first-child { text-align: left; }
        thead th { border-bottom: 2px solid #888; }
        figure { margin: 1.2rem 0; break-inside: avoid; }
        svg, img { max-width: 100%; height: auto; }
        ul { border-left: 4px solid #E69F00; padding-left: 1.6rem; }
        pre { font-size: 12px; background: #f6f6f6; padding: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        .small { font-size: 13px; color: #555; }
        @media print { body { margin: 0; max-width: none; font-size: 11pt; } h2 { break-before: page; } h2:first-of-type { break-before: auto; } tr { break-inside: avoid; } }
        """;

    public static string Render(IReadOnlyList<ExperimentResults> experiments)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        html.Append($"<title>{Text(string.Join(", ", experiments.Select(one => one.Plan.Name)))}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        html.Append("<h1>Experiments with two-layer networks</h1>\n");
        foreach (var one in experiments)
        {
            Write(html, one);
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, ExperimentResults results)
    {
        html.Append($"<h2>{Text(results.Plan.Name)}</h2>\n<p>{Text(results.Plan.Description)}</p>\n");
        html.Append($"<p class=\"small\">{Text(Made(results))}</p>\n");
        foreach (var (run, result) in results.Runs.Where(run => run.Result.Record.Status is not (RunStatus.Done or RunStatus.Halted)))
        {
            html.Append($"<p class=\"small\">{Text($"{result.Record.Status.ToString().ToLowerInvariant()} {results.Plan.Names.Of(run)}: {RunSentences.Why(result.Record)}")}</p>\n");
        }

        html.Append(HtmlTables.Render(results));
        html.Append(List([.. ConclusionSentences.Compute(results), .. ConclusionSentences.OfOtherFiles(results) is { } old ? [old] : Array.Empty<string>()]));
        if (results.Plan.Runs.Count == 1)
        {
            html.Append(Sentences(RunSentences.Of(results.Runs[0].Result.Record)));
        }

        var figures = Figure.ComputeAll(results);
        foreach (var figure in figures)
        {
            html.Append($"<figure>\n{figure.Plot.ToSvg()}<figcaption>{Sentences(figure.Sentences)}{List([.. figure.Conclusions.Select(conclusion => conclusion.Text)])}</figcaption>\n</figure>\n");
        }

        html.Append(List(Figure.Missing(results, figures)));
        if (figures.Count == 0 && results.Plan.Runs.Count == 1)
        {
            foreach (var plot in RunPlots.Find(new RunFolder(results.Runs[0].Result.Folder)))
            {
                // As an image: whatever somebody has written into it, nothing of it runs.
                html.Append($"<figure>\n<img alt=\"{Text(Path.GetFileNameWithoutExtension(plot))}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(File.ReadAllBytes(plot))}\">\n</figure>\n");
            }
        }

        html.Append($"<h3>What was asked</h3>\n<pre>{Text(results.Plan.Section.ToJsonString(JsonText.Indented))}</pre>\n");
    }

    private static string Made(ExperimentResults results)
    {
        var records = results.Runs.Select(run => run.Result.Record).ToArray();
        var hosts = string.Join(", ", records.Select(record => record.Environment.Host).Distinct());
        var processors = string.Join(", ", records.Select(record => $"{record.Environment.Processor}, {record.Environment.Runtime}").Distinct());
        return FormattableString.Invariant(
            $"{records.Length} of {results.Plan.Runs.Count} runs have a result ({records.Count(record => record.Status == RunStatus.Done)} done); {records.Sum(record => record.Seconds):F0} s of run time in all; host {hosts}; {processors}.");
    }

    private static string Sentences(IReadOnlyList<string> sentences) => string.Concat(sentences.Select(sentence => $"<p>{Text(sentence)}</p>\n"));

    // What a reader should know about the numbers above it.
    private static string List(IReadOnlyList<string> conclusions)
        => conclusions.Count == 0 ? "" : $"<ul>\n{string.Concat(conclusions.Select(text => $"<li>{Text(text)}</li>\n"))}</ul>\n";

    private static string Text(string text) => WebUtility.HtmlEncode(Printable.Text(text));
}
