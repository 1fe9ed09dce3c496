namespace BeyondNtk.Testing.Trials;

/// <summary>Compares traces bit by bit: the rules that hold for parts of every kind.</summary>
/// <param name="trial">The trial.</param>
/// <param name="part">The part that is checked.</param>
/// <param name="trace">What it does in a trial.</param>
internal sealed class Repetition(Trial trial, Part part, Func<Trial, IEnumerable<Observation>> trace)
{
    public void OfTheSeed() => Require("the same seed gives the same bits", "the second time", trace(trial), trace(trial));

    public void WithMoreThreads()
    {
        foreach (var threads in new[] { 2, 3 })
        {
            Require(
                "no result depends on the number of threads", $"with {threads} threads",
                trace(trial with { Threads = 1 }), trace(trial with { Threads = threads }));
        }
    }

    public void BesideAnother()
    {
        // Static state may be set by the first instance, by the last, or by each one that works.
        foreach (var otherFirst in new[] { true, false })
        {
            Require(
                "two instances share nothing that changes",
                $"with an instance of another seed, made {(otherFirst ? "before" : "after")} it, at work in turn",
                trace(trial), InTurn(trace(trial), trace(trial with { Seed = trial.Seed + 1 }), otherFirst));
        }
    }

    /// <summary>Fails at the first number that is not the same in both.</summary>
    public void Require(string rule, string when, IEnumerable<Observation> expected, IEnumerable<Observation> found)
    {
        // To the end before the other begins: static state is then as a first run leaves it.
        var first = expected.ToList();
        var second = found.ToList();
        foreach (var (one, other) in first.Zip(second))
        {
            if (one.Place != other.Place)
            {
                throw Broken(rule, $"where there was {one.Place}, there is {other.Place} {when}");
            }

            if (BitConverter.DoubleToInt64Bits(one.Value) != BitConverter.DoubleToInt64Bits(other.Value))
            {
                throw Broken(rule, $"{one.Place} is {one.Value:r}, and {when} it is {other.Value:r}");
            }
        }

        if (first.Count != second.Count)
        {
            throw Broken(rule, $"there are {first.Count} numbers, and {when} there are {second.Count}");
        }
    }

    // A trace composes its trial when its first number is read.
    private static IEnumerable<Observation> InTurn(IEnumerable<Observation> one, IEnumerable<Observation> other, bool otherFirst)
    {
        using var beside = other.GetEnumerator();
        if (otherFirst)
        {
            beside.MoveNext();
        }

        foreach (var number in one)
        {
            beside.MoveNext();
            yield return number;
        }
    }

    private ConformanceException Broken(string rule, string found) => new(part.Implementation, rule, found, trial.Seed);
}
