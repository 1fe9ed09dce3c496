namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>An optimizer that knows what may help when it diverges.</summary>
public interface IDivergenceAdvice
{
    /// <summary>A clause that follows what went wrong, for instance "a smaller step size may help".</summary>
    string Advice { get; }
}
