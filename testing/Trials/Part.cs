using System.ComponentModel.DataAnnotations;
using System.Reflection;
using BeyondNtk.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Testing;

/// <summary>A part to be created, with its options.</summary>
/// <param name="Implementation">The class of the part.</param>
/// <param name="Options">Its options.</param>
/// <param name="Services">The services of its plugin; null when it has none.</param>
public sealed record Part(Type Implementation, object Options, IServiceCollection? Services = null)
{
    /// <summary>A part of a given class, without options.</summary>
    public static Part Of<TPart>()
        where TPart : class
        => new(typeof(TPart), new NoOptions());

    /// <summary>A part of a given class.</summary>
    /// <param name="options">Its options; the defaults when null.</param>
    public static Part Of<TPart, TOptions>(TOptions? options = null)
        where TPart : class
        where TOptions : class, new()
        => new(typeof(TPart), options ?? new TOptions());

    /// <summary>Creates the part as the host does: each argument of its constructor is an object that is offered, or a service.</summary>
    /// <exception cref="ConformanceException">It has not one public constructor.</exception>
    /// <exception cref="CompositionException">Its constructor asks for what there is not, or refuses what it was given.</exception>
    internal T Create<T>(IServiceProvider services, params object[] offered)
    {
        foreach (var option in OptionRules.Options(Options.GetType()))
        {
            var value = option.GetValue(Options);
            if (option.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => !rule.IsValid(value)) is { } broken)
            {
                throw new ConformanceException(Implementation, "the options of a trial are allowed", $"{option.Name} is {value ?? "null"}, and {broken.FormatErrorMessage(option.Name)}");
            }
        }

        if (Implementation.GetConstructors() is not [var constructor])
        {
            throw new ConformanceException(
                Implementation, "a part has one public constructor", $"this one has {Implementation.GetConstructors().Length}");
        }

        var arguments = constructor.GetParameters().Select(parameter =>
            offered.Prepend(Options).FirstOrDefault(parameter.ParameterType.IsInstanceOfType)
            ?? services.GetService(parameter.ParameterType)
            ?? (parameter.HasDefaultValue
                ? parameter.DefaultValue
                : throw new CompositionException(
                    $"the constructor of {Implementation.Name} asks for {parameter.ParameterType.Name}, which neither the trial nor the plugin provides; what the trial does not set (Teacher, Model, Optimizer) is a small fake")));
        return (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
    }
}
