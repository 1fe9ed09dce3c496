namespace BeyondNtk.Engine.Configuration;

/// <summary>The configuration, or what was asked on the command line or by a caller, is wrong; nothing has been run.</summary>
public sealed class ConfigurationException : Exception
{
    internal ConfigurationException(IReadOnlyList<string> messages, Exception? cause = null)
        : base(string.Join(Environment.NewLine, messages), cause) => Messages = messages;

    internal ConfigurationException(string message, Exception? cause = null)
        : this([message], cause)
    {
    }

    /// <summary>One line a problem: its place, the value, what is allowed, the likely intent, where the value came from.</summary>
    public IReadOnlyList<string> Messages { get; }
}
