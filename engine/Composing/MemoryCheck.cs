using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Numerics.Memory;

namespace BeyondNtk.Engine.Composing;

/// <summary>Holds what the learners of a run say they need against the memory there is.</summary>
internal static class MemoryCheck
{
    /// <param name="run">The run.</param>
    /// <param name="sample">The bytes of its sample.</param>
    /// <param name="learners">The bytes that each learner needs beside it, while it is trained.</param>
    /// <returns>The most bytes that are needed at one time: learners are trained one after the other.</returns>
    /// <exception cref="ConfigurationException">There is less.</exception>
    public static long Require(ResolvedRun run, long sample, IReadOnlyList<(string Label, Int128 Bytes)> learners)
    {
        var available = MemoryNeed.Available;
        var needed = sample + learners.Max(learner => learner.Bytes);
        if (needed <= available)
        {
            return (long)needed;
        }

        var figures = string.Join(", ", learners.Select(learner => FormattableString.Invariant($"learner '{learner.Label}' {learner.Bytes:N0} bytes")));
        throw new ConfigurationException(FormattableString.Invariant(
            $"{run.Path}: the sample needs {sample:N0} bytes and beside it {figures}, one learner after the other; this process may use {available:N0}; {Advice(run, available, needed, learners, sample)}"));
    }

    // Memory that grows with the sample grows at least in proportion to it: that share of the sample fits.
    private static string Advice(ResolvedRun run, long available, Int128 needed, IReadOnlyList<(string Label, Int128 Bytes)> learners, long sample)
    {
        var share = (double)available / (double)needed;
        var fits = learners.Where(learner => sample + learner.Bytes <= available).Select(learner => $"'{learner.Label}'").ToArray();
        var smaller = run.Settings.Samples is { } samples
            ? $"about {(long)(samples * share)} examples fit"
            : FormattableString.Invariant($"{share:0.00} of the size fits");
        return fits.Length > 0 ? $"{smaller}, or all of them without the learners other than {string.Join(", ", fits)}" : smaller;
    }
}
