namespace BeyondNtk.Host.Composition;

/// <summary>Tells after which steps an evaluator is due. The host adds the start and the end of training.</summary>
internal sealed class Cadence(CadenceSettings settings)
{
    public bool IsDue(long step)
        => (settings.Every is { } every && step % every == 0)
            || (settings.PerDecade is { } times && IsOnLogGrid(step, times));

    // The grid is 10^(j / times), rounded: step is on it when some j rounds to it.
    private static bool IsOnLogGrid(long step, int times)
    {
        if (step < 1)
        {
            return false;
        }

        var nearest = Math.Round(times * Math.Log10(step));
        return (long)Math.Round(Math.Pow(10, nearest / times)) == step;
    }
}
