using System.Globalization;
using System.Text;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage;

/// <summary>metrics.csv: invariant culture, doubles that read back to the same bits, a standard error as a row of its own.</summary>
internal static class MetricsFile
{
    public const string Header = "learner,step,seconds,evaluator,metric,value";

    public static void Save(string path, IEnumerable<Measurement> measurements)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var measurement in measurements)
        {
            Append(text, measurement, measurement.Metric.Name, measurement.Metric.Value);
            if (measurement.Metric.StandardError > 0)
            {
                Append(text, measurement, measurement.Metric.Name + "-standard-error", measurement.Metric.StandardError);
            }
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote; nothing if there is none.</summary>
    public static IEnumerable<MetricsRow> Load(string path)
        => !File.Exists(path) ? [] : File.ReadLines(path).Skip(1).Select(CsvField.Split).Where(fields => fields.Count == 6).Select(fields => new MetricsRow(
            fields[0], long.Parse(fields[1], CultureInfo.InvariantCulture), fields[3], fields[4], double.Parse(fields[5], CultureInfo.InvariantCulture)));

    private static void Append(StringBuilder text, Measurement row, string metric, double value)
        => text.Append(CultureInfo.InvariantCulture, $"{CsvField.Quote(row.Learner)},{row.Step},{row.Seconds:F6},{CsvField.Quote(row.Evaluator)},{CsvField.Quote(metric)},{value:R}\n");
}

/// <summary>A row of metrics.csv.</summary>
internal sealed record MetricsRow(string Learner, long Step, string Evaluator, string Metric, double Value);
