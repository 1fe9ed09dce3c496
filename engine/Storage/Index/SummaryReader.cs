using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>Reads what <see cref="RecordSummary"/> wrote, of many runs, on any thread: their labels and names are held once.</summary>
internal sealed class SummaryReader
{
    private readonly JsonSerializerOptions _json = RunRecord.ReadingParts(new PooledText());

    /// <summary>The record again, without its configuration.</summary>
    /// <param name="summary">The first part, UTF-8.</param>
    /// <param name="maker">The second.</param>
    /// <exception cref="JsonException">The text is none of a summary.</exception>
    public RunRecord Read(ReadOnlySpan<byte> summary, RecordMaker maker)
        => JsonSerializer.Deserialize<RunRecord>(summary, _json)! with { Configuration = [], Plugins = maker.Plugins, Environment = maker.Environment };

    private sealed class PooledText : JsonConverter<string>
    {
        // Longer texts are hashes and messages, which runs do not share.
        private const int Longest = 40;

        private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.GetString() is { } text && text.Length <= Longest ? _texts.GetOrAdd(text, text) : reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
