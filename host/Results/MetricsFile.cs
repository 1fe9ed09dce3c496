using System.Globalization;
using System.Text;

namespace BeyondNtk.Host.Results;

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

        RunFolder.WriteText(path, text.ToString());
    }

    private static void Append(StringBuilder text, Measurement row, string metric, double value)
        => text.Append(CultureInfo.InvariantCulture, $"{Quote(row.Learner)},{row.Step},{row.Seconds:F6},{Quote(row.Evaluator)},{Quote(metric)},{value:R}\n");

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
