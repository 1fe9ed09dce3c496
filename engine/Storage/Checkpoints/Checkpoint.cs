using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Engine.Storage.Checkpoints;

/// <summary>How far a run was.</summary>
/// <param name="Seconds">How long it had taken.</param>
/// <param name="Ended">The learners that had ended.</param>
/// <param name="Measurements">What had been measured, also of the learner in training.</param>
/// <param name="Training">The label of the learner in training, whose state follows in the file; none between two learners.</param>
internal sealed record Checkpoint(double Seconds, IReadOnlyList<LearnerRecord> Ended, IReadOnlyList<Measurement> Measurements, string? Training)
{
    public void Save(BinaryWriter state)
    {
        state.Write(Seconds);
        state.Write(RunRecord.ToJson(Ended));
        state.Write(Measurements.Count);
        foreach (var row in Measurements)
        {
            state.Write(row.Learner);
            state.Write(row.Step);
            state.Write(row.Seconds);
            state.Write(row.Evaluator);
            state.Write(row.Metric.Name);
            state.Write(row.Metric.Quantity);
            state.Write(row.Metric.Value);
            state.Write(row.Metric.StandardError);
            state.Write((int)row.Metric.Axis);
            state.Write(row.Metric.IsUndefined);
        }

        state.Write(Training ?? "");
    }

    public static Checkpoint Load(BinaryReader state)
    {
        var seconds = state.ReadDouble();
        var ended = RunRecord.FromJson<IReadOnlyList<LearnerRecord>>(state.ReadString());
        var measurements = new List<Measurement>();
        for (var left = state.ReadInt32(); left > 0; left--)
        {
            measurements.Add(new Measurement(
                state.ReadString(), state.ReadInt64(), state.ReadDouble(), state.ReadString(), ReadMetric(state)));
        }

        return new Checkpoint(seconds, ended, measurements, state.ReadString() is { Length: > 0 } training ? training : null);
    }

    private static Metric ReadMetric(BinaryReader state)
    {
        var metric = new Metric(state.ReadString(), 0) { Quantity = state.ReadString() } with { Value = state.ReadDouble(), StandardError = state.ReadDouble(), Axis = (MetricAxis)state.ReadInt32() };
        return state.ReadBoolean() ? Metric.Undefined(metric.Name) with { Quantity = metric.Quantity } : metric;
    }
}
