using System.Reflection;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Composing;

/// <summary>Creates a part through its only public constructor. The host and the test kit create parts only with this.</summary>
public static class PartFactory
{
    /// <summary>What the constructor of a part asks for.</summary>
    /// <param name="implementation">The class of the part.</param>
    /// <exception cref="CompositionException">It does not have exactly one public constructor.</exception>
    public static IReadOnlyList<ParameterInfo> Parameters(Type implementation) => Constructor(implementation).GetParameters();

    /// <summary>
    /// Creates a part. Each argument of its constructor is the first of these that fits the parameter's type: its options, what is offered, a
    /// service, the parameter's default value.
    /// </summary>
    /// <param name="description">The part.</param>
    /// <param name="offered">What the experiment offers, in order of preference.</param>
    /// <exception cref="MissingArgumentException">The constructor asks for something that is not among them.</exception>
    /// <exception cref="CompositionException">The part does not have exactly one public constructor, or refuses what it was given.</exception>
    /// <remarks>An exception of the constructor, or of a service that it asks for, is thrown unchanged.</remarks>
    public static object Create(PartDescription description, IReadOnlyList<object> offered)
    {
        var constructor = Constructor(description.Implementation);
        var arguments = constructor.GetParameters().Select(parameter =>
            offered.Prepend(description.Options).FirstOrDefault(parameter.ParameterType.IsInstanceOfType)
            ?? description.Services.GetService(parameter.ParameterType)
            ?? (parameter.HasDefaultValue ? parameter.DefaultValue : throw new MissingArgumentException(parameter.ParameterType)));
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
    }

    private static ConstructorInfo Constructor(Type implementation)
        => implementation.GetConstructors() is [var only]
            ? only
            : throw new CompositionException($"{implementation.Name} must have one public constructor, and has {implementation.GetConstructors().Length}");
}

/// <summary>A part to be created.</summary>
/// <param name="Implementation">The class of the part.</param>
/// <param name="Options">Its options.</param>
/// <param name="Services">The services of its plugin, as far as this experiment uses them.</param>
public sealed record PartDescription(Type Implementation, object Options, IServiceProvider Services);

/// <summary>The constructor of a part asks for something that neither the host nor its plugin provides.</summary>
/// <param name="argument">The type that it asks for.</param>
public sealed class MissingArgumentException(Type argument)
    : CompositionException($"its constructor asks for {argument.Name}, which neither the host nor the plugin provides");
