using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis;

/// <summary>
/// What an experiment leaves beside its runs, made anew whenever it is run: OUTPUT/EXPERIMENT/aggregates.csv, figures/*.svg and settings.json, the
/// experiment that they are of. What --set has changed is another experiment, and has a folder set-... of its own there.
/// </summary>
internal static class ExperimentFiles
{
    /// <returns>The paths of the pictures.</returns>
    public static IReadOnlyList<string> Save(string output, ExperimentResults results, IReadOnlyList<Figure> figures)
    {
        var folder = FolderOf(output, results.Plan);
        AtomicFile.Refresh(Path.Combine(folder, "settings.json"), results.Plan.Section.ToJsonString(JsonText.Indented) + "\n");
        AtomicFile.Refresh(Path.Combine(folder, "aggregates.csv"), AggregateTable.Compute(results).ToCsv(results.Plan.Set));
        var paths = new List<string>();
        foreach (var figure in figures)
        {
            if (figure.Plot.ToSvg() is { } svg)
            {
                paths.Add(Path.Combine(folder, "figures", figure.Name + ".svg"));
                AtomicFile.Refresh(paths[^1], svg);
            }
        }

        return paths;
    }

    private static string FolderOf(string output, ExperimentPlan plan)
        => Path.GetFullPath(Path.Combine([output, plan.Name, .. plan.Set.Count == 0 ? Array.Empty<string>() : ["set-" + FileNames.Own(string.Join(' ', plan.Set))]]));
}
