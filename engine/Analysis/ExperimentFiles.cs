using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Analysis;

/// <summary>What an experiment leaves beside its runs: OUTPUT/EXPERIMENT/aggregates.csv and figures/*.svg, made anew whenever runs were made.</summary>
internal static class ExperimentFiles
{
    /// <returns>The paths of the pictures.</returns>
    public static IReadOnlyList<string> Save(string output, ExperimentResults results, IReadOnlyList<Figure> figures)
    {
        var folder = Path.GetFullPath(Path.Combine(output, results.Plan.Name));
        AtomicFile.WriteText(Path.Combine(folder, "aggregates.csv"), AggregateTable.Compute(results).ToCsv());
        var paths = new List<string>();
        foreach (var figure in figures)
        {
            if (figure.Plot.ToSvg() is { } svg)
            {
                paths.Add(Path.Combine(folder, "figures", figure.Name + ".svg"));
                AtomicFile.WriteText(paths[^1], svg);
            }
        }

        return paths;
    }
}
