using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Checkpoints;

namespace BeyondNtk.Engine.Tests;

/// <summary>What a checkpoint keeps of measurements.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public void MetricsComeBackWithAllThatTheySay()
    {
        Measurement[] rows =
        [
            new("first", 3, 1.5, "loss", new Metric("m", 0.1 + 0.2) { Quantity = "q", StandardError = 1.0 / 3, Axis = MetricAxis.Log }),
            new("first", 3, 1.5, "angle", Metric.Undefined("a") with { Quantity = "angle" }),
        ];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        new Checkpoint(2, [], rows, "first").Save(writer);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);

        Assert.Equal(rows, Checkpoint.Load(reader).Measurements);
    }
}
