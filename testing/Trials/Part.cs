using System.ComponentModel.DataAnnotations;
using System.Reflection;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Testing.Trials;

/// <summary>A part to be created, with its options.</summary>
/// <param name="Implementation">The class of the part.</param>
/// <param name="Options">Its options.</param>
/// <param name="Services">The services of its plugin; null if it has none.</param>
public sealed record Part(Type Implementation, object Options, IServiceCollection? Services = null)
{
    /// <summary>A part of a given class, without options.</summary>
    public static Part Of<TPart>()
        where TPart : class
        => new(typeof(TPart), new NoOptions());

    /// <summary>A part of a given class.</summary>
    /// <param name="options">Its options; the defaults if null.</param>
    public static Part Of<TPart, TOptions>(TOptions? options = null)
        where TPart : class
        where TOptions : class, new()
        => new(typeof(TPart), options ?? new TOptions());

    /// <summary>Creates the part as the host does.</summary>
    /// <param name="services">The services of its plugin.</param>
    /// <param name="make">Creates a part of its kind.</param>
    /// <exception cref="ConformanceException">Its options are not allowed, or it does not have exactly one public constructor.</exception>
    /// <exception cref="CompositionException">Its constructor asks for something that does not exist, or refuses what it was given.</exception>
    internal T Create<T>(IServiceProvider services, Func<PartDescription, T> make)
    {
        foreach (var option in OptionRules.Options(Options.GetType()))
        {
            var value = option.GetValue(Options);
            if (option.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => !rule.IsValid(value)) is { } broken)
            {
                throw new ConformanceException(Implementation, "the options of a trial are allowed", $"{option.Name} is {value ?? "null"}, and {broken.FormatErrorMessage(option.Name)}");
            }
        }

        if (Implementation.GetConstructors().Length != 1)
        {
            throw new ConformanceException(Implementation, "a part has one public constructor", $"this one has {Implementation.GetConstructors().Length}");
        }

        try
        {
            return make(new PartDescription(Implementation, Options, services));
        }
        catch (MissingArgumentException exception)
        {
            throw new CompositionException($"{Implementation.Name}: {exception.Message}; what the trial does not set (Teacher, Model, Optimizer) is a small fake");
        }
    }
}
