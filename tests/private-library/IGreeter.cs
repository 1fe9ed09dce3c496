namespace PrivateLibrary;

/// <summary>A type that the host knows nothing of.</summary>
public interface IGreeter
{
    string Greeting { get; }
}
