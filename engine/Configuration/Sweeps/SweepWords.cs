using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>Words for the points of a sweep as they are written, expressions and all: distinct points have distinct words.</summary>
/// <param name="axes">Its axes.</param>
internal sealed class SweepWords(IReadOnlyList<SweepAxis> axes)
{
    private readonly ConcurrentDictionary<string, ValueWords> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Values at some of its paths: "Dimension = 8, Seed = 3". A path is shortened to its last part where that says enough.</summary>
    public string Of(IReadOnlyList<KeyValuePair<string, JsonNode?>> values)
    {
        string[] paths = [.. values.Select(entry => entry.Key)];
        return string.Join(", ", values.Select(entry => $"{VariedText.Short(entry.Key, paths)} = {_words.GetOrAdd(entry.Key, WordsOf)[entry.Value]}"));
    }

    private ValueWords WordsOf(string path)
    {
        var axis = axes.First(one => one.Paths.Contains(path, StringComparer.OrdinalIgnoreCase));
        var place = axis.Paths.ToList().FindIndex(other => other.Equals(path, StringComparison.OrdinalIgnoreCase));
        return new ValueWords(axis.Points.Select(point => point[place]));
    }
}
