namespace BeyondNtk.Host.Composition;

/// <summary>Gathers what is refused while parts, learners or runs are composed, so that it is told together and each thing once.</summary>
internal sealed class Refusals
{
    // A mistake in what many runs share would be told for each of them.
    private const int Most = 20;

    private readonly List<string> _messages = [];
    private Exception? _first;

    /// <summary>Whether there is so much wrong that to look further would not help.</summary>
    public bool AreMany => _messages.Count >= Most;

    /// <summary>Does something that may be refused.</summary>
    public void Try(Action action) => Try<object>(() =>
    {
        action();
        return this;
    });

    /// <summary>What is made; null when it is refused.</summary>
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
            _messages.AddRange(exception.Messages.Except(_messages));
            return null;
        }
    }

    /// <exception cref="ConfigurationException">Something was refused.</exception>
    public void ThrowIfAny()
    {
        if (_messages.Count > 0)
        {
            throw new ConfigurationException([.. _messages], _first);
        }
    }
}
