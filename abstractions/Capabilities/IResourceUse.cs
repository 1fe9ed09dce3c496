using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A part that says, before it does its work, what that work needs of the machine. The host then decides what runs side by side.</summary>
/// <remarks>A part that does not say is taken to need little memory, and to use one thread unless its constructor asks for a <see cref="ThreadBudget"/>.</remarks>
public interface IResourceUse
{
    /// <summary>The most memory that the part will hold at one time, in bytes, beyond what it holds when it has been created.</summary>
    long Bytes { get; }

    /// <summary>How many threads it can keep busy well, at least 1; it may exceed the <see cref="ThreadBudget"/> that the part was given.</summary>
    int UsefulThreads { get; }
}
