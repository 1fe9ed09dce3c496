namespace BeyondNtk.Engine.Configuration;

/// <summary>One thing that is wrong.</summary>
/// <param name="Path">Where, with ':' between the keys; empty if the message says it all.</param>
/// <param name="Message">The value, what is allowed, the likely intent.</param>
/// <param name="Origin">Where the value came from, if that is not told by the path.</param>
internal sealed record Problem(string Path, string Message, string? Origin = null)
{
    public string ToText(Func<string, string> originOf) => Path.Length == 0 ? Message : $"{Path}: {Message} ({Origin ?? originOf(Path)})";
}

/// <summary>Collects everything that is wrong, in a configuration or in what is composed from it, so that it is reported together.</summary>
internal sealed class Problems
{
    /// <summary>From so many on it is not worth looking further: a mistake in what many runs share is told for each of them.</summary>
    public const int Most = 20;

    private readonly List<Problem> _all = [];
    private Exception? _first;

    public int Count => _all.Count;

    public IReadOnlyList<Problem> All => _all;

    /// <summary>Whether so much is wrong that looking further would not help.</summary>
    public bool AreMany => _all.Count >= Most;

    public void Add(string path, string message) => Add(new Problem(path, message));

    public void Add(Problem problem) => _all.Add(problem);

    /// <summary>Does something that may be refused.</summary>
    public void Try(Action action) => Try<object>(() =>
    {
        action();
        return this;
    });

    /// <summary>Makes something; null if it is refused.</summary>
    public T? Try<T>(Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ConfigurationException exception)
        {
            _first ??= exception;
            _all.AddRange(exception.Messages.Select(message => new Problem("", message)).Except(_all));
            return null;
        }
    }

    /// <summary>Reports each problem once: a shared evaluator is checked for every learner.</summary>
    /// <param name="originOf">Where the value at a path came from, for problems that have one and do not know it.</param>
    /// <exception cref="ConfigurationException">There are problems.</exception>
    public void ThrowIfAny(Func<string, string>? originOf = null)
    {
        if (_all.Count > 0)
        {
            throw new ConfigurationException([.. _all.Distinct().Select(problem => problem.ToText(originOf ?? (_ => "")))], _first);
        }
    }
}
