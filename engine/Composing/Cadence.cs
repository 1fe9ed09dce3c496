using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Composing;

/// <summary>Tells after which steps an evaluator is due. The host adds the start and the end of training.</summary>
internal sealed class Cadence(CadenceSettings settings)
{
    public bool IsDue(long step)
        => (settings.Every is { } every && step % every == 0)
            || (settings.PerDecade is { } times && IsOnLogGrid(step, times));

    // The grid is 10^(j / times), rounded: step is on it when the last j below it or the first above rounds to it.
    private static bool IsOnLogGrid(long step, int times)
    {
        if (step < 1)
        {
            return false;
        }

        var below = Math.Floor(times * Math.Log10(step));
        return RoundsToStep(below) || RoundsToStep(below + 1);

        bool RoundsToStep(double j) => (long)Math.Round(Math.Pow(10, j / times)) == step;
    }
}
