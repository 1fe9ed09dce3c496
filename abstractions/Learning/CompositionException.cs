namespace BeyondNtk.Abstractions.Learning;

/// <summary>Parts that do not fit together, or options that contradict each other. The message is shown to the user unchanged.</summary>
/// <param name="message">What was asked, what the part offers, what would fit.</param>
public class CompositionException(string message) : Exception(message);
