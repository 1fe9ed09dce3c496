namespace BeyondNtk.Host.Composition;

/// <summary>One thing wrong with a configuration.</summary>
/// <param name="Path">Where, with ':' between the keys.</param>
/// <param name="Message">The value, what is allowed, the likely intent.</param>
/// <param name="Origin">Where the value came from, if that is not told by the path.</param>
internal sealed record Problem(string Path, string Message, string? Origin = null);

/// <summary>Collects everything that is wrong, so that it is reported together.</summary>
internal sealed class Problems
{
    private readonly List<Problem> _all = [];

    public int Count => _all.Count;

    public IReadOnlyList<Problem> All => _all;

    public void Add(string path, string message) => _all.Add(new Problem(path, message));

    public void Add(Problem problem) => _all.Add(problem);

    /// <summary>Reports each problem once: a shared evaluator is checked for every learner.</summary>
    /// <exception cref="ConfigurationException">There are problems.</exception>
    public void ThrowIfAny(Func<string, string> originOf)
    {
        if (_all.Count > 0)
        {
            throw new ConfigurationException([.. _all.Distinct().Select(problem => $"{problem.Path}: {problem.Message} ({problem.Origin ?? originOf(problem.Path)})")]);
        }
    }
}

/// <summary>The configuration or the command line is wrong; exit code 2.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> messages, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, messages), cause)
{
    public ConfigurationException(string message, Exception? cause = null)
        : this([message], cause)
    {
    }

    /// <summary>One line a problem.</summary>
    public IReadOnlyList<string> Messages { get; } = messages;
}
