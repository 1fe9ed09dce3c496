namespace BeyondNtk.Engine.Configuration;

/// <summary>The configuration, or what was asked on the command line or by a caller, is wrong; nothing has been run.</summary>
/// <param name="messages">One line a problem: its place, the value, what is allowed, the likely intent, where the value came from.</param>
/// <param name="cause">What gave rise to the first.</param>
public sealed class ConfigurationException(IReadOnlyList<string> messages, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, messages), cause)
{
    /// <summary>One problem.</summary>
    /// <param name="message">One line.</param>
    /// <param name="cause">What gave rise to it.</param>
    public ConfigurationException(string message, Exception? cause = null)
        : this([message], cause)
    {
    }

    /// <summary>One line a problem.</summary>
    public IReadOnlyList<string> Messages { get; } = messages;
}
