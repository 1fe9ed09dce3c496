using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.Engine.Running;

/// <summary>A stopwatch whose state is kept in checkpoints.</summary>
internal sealed class SettableStopwatch(TimeProvider time) : IResumable
{
    private double _before;
    private long? _started;

    public double Seconds => _before + (_started is { } started ? time.GetElapsedTime(started).TotalSeconds : 0);

    public void Start() => _started = time.GetTimestamp();

    public void Stop() => (_before, _started) = (Seconds, null);

    public void Save(BinaryWriter state) => state.Write(Seconds);

    public void Restore(BinaryReader state) => _before = state.ReadDouble();
}
