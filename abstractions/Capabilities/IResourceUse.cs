using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A part that states, before it works, what its work needs from the machine. The host then decides what runs at the same time.</summary>
/// <remarks>
/// A part without it is assumed to need little memory, and to use one thread unless its constructor asks for a <see cref="ThreadBudget"/>.
/// </remarks>
public interface IResourceUse
{
    /// <summary>The most memory that the part will hold at one time, in bytes, beyond what it holds once created.</summary>
    long Bytes { get; }

    /// <summary>How many threads it can use efficiently, at least 1; it may exceed the <see cref="ThreadBudget"/> that the part was given.</summary>
    int UsefulThreads { get; }
}
