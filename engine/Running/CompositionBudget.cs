using BeyondNtk.Engine.Composing;

namespace BeyondNtk.Engine.Running;

/// <summary>
/// How much memory the compositions of runs may hold that are not yet made. Each run is composed before the first begins; one that fits here is kept
/// and not composed again when its turn comes.
/// </summary>
internal sealed class CompositionBudget
{
    private const long Bytes = 1L << 28;

    private long _left = Bytes;

    /// <summary>Keeps a composition if there is room for it, and disposes of it otherwise.</summary>
    public ComposedRun? Keep(ComposedRun composed)
    {
        if (Interlocked.Add(ref _left, -composed.Bytes) >= 0)
        {
            return composed;
        }

        Return(composed);
        composed.Dispose();
        return null;
    }

    /// <summary>A composition that was kept is used up.</summary>
    public void Return(ComposedRun composed) => Interlocked.Add(ref _left, composed.Bytes);
}
