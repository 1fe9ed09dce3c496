using System.Globalization;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage;

/// <summary>metrics.csv: invariant culture, doubles that read back to the same bits, a standard error as a row of its own, nothing for what is undefined.</summary>
internal static class MetricsFile
{
    public const string Header = "learner,step,seconds,evaluator,metric,value";

    public static void Save(string path, IEnumerable<Measurement> measurements) => AtomicFile.Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Header);
        foreach (var measurement in measurements)
        {
            Write(text, measurement, measurement.Metric.Name, measurement.Metric.IsUndefined ? null : measurement.Metric.Value);
            if (measurement.Metric.StandardError > 0)
            {
                Write(text, measurement, measurement.Metric.Name + "-standard-error", measurement.Metric.StandardError);
            }
        }
    });

    /// <summary>Reads the measurements of a run; nothing if there are none.</summary>
    /// <exception cref="InvalidDataException">They are not what the run wrote, or are no numbers; the message says where.</exception>
    public static IEnumerable<MetricsRow> Load(RunFolder folder)
    {
        if (!File.Exists(folder.Metrics))
        {
            yield break;
        }

        if (RunFolder.IsLink(folder.Metrics))
        {
            throw new InvalidDataException($"{folder.Metrics} is a link, and nothing is read through one");
        }

        if (folder.ReadRecord()?.MetricsSha256 is { } sha256 && FileHash.Compute(folder.Metrics) != sha256)
        {
            throw new InvalidDataException($"{folder.Metrics} is not what the run wrote: it has been changed or cut");
        }

        foreach (var (line, text) in File.ReadLines(folder.Metrics).Index().Skip(1))
        {
            var fields = CsvField.Split(text);
            if (fields is [_, _, _, _, _, ""])
            {
                // It was measured, and had no value there.
                continue;
            }

            yield return Parse(fields) ?? throw new InvalidDataException($"{folder.Metrics}, line {line + 1}: \"{Printable.Line(text)}\" is no row of {Header}");
        }
    }

    private static MetricsRow? Parse(List<string> fields)
        => fields.Count == 6
            && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && double.TryParse(fields[5], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new MetricsRow(fields[0], step, fields[3], fields[4], value) : null;

    private static void Write(StreamWriter text, Measurement row, string metric, double? value) => text.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{CsvField.Quote(row.Learner)},{row.Step},{row.Seconds:F6},{CsvField.Quote(row.Evaluator)},{CsvField.Quote(metric)},{value:R}"));
}

/// <summary>A row of metrics.csv.</summary>
internal sealed record MetricsRow(string Learner, long Step, string Evaluator, string Metric, double Value);
