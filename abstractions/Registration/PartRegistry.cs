using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Abstractions.Registration;

/// <summary>Collects the parts of one plugin.</summary>
/// <remarks>
/// A part's constructor may ask for its options; for a <see cref="RandomStream"/> of its own; for the <see cref="ITeacher"/>, the
/// <see cref="InputLaw"/>, the <see cref="DataSet"/> and the <see cref="ThreadBudget"/> of the experiment; for an <c>ILogger&lt;T&gt;</c>; and for
/// anything in <see cref="Services"/>. A penalty may ask for the model; an optimizer for the <see cref="Objective"/> and the model; an evaluator for these,
/// for the <see cref="IOptimizer"/> and for the <c>InitialParameters</c>. What may be missing has a default value in the constructor.
/// Asking for an interface that extends <see cref="IModel"/> or <see cref="ITeacher"/> is how a part says that it needs it.
/// </remarks>
public sealed class PartRegistry
{
    private readonly List<PartRegistration> _parts = [];

    /// <summary>The parts registered so far.</summary>
    public IReadOnlyList<PartRegistration> Parts => _parts;

    /// <summary>The plugin's own services, which its parts may ask for. They live as long as one experiment.</summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Registers a teacher under a name, with the class of its options.</summary>
    /// <exception cref="ArgumentException">The name is empty, or contains a space, ':' or '/'.</exception>
    public PartRegistry AddTeacher<TTeacher, TOptions>(string name)
        where TTeacher : class, ITeacher
        where TOptions : class, new()
        => Add(PartKind.Teacher, name, typeof(TTeacher), typeof(TOptions));

    /// <summary>Registers a model under a name, with the class of its options.</summary>
    /// <exception cref="ArgumentException">The name is empty, or contains a space, ':' or '/'.</exception>
    public PartRegistry AddModel<TModel, TOptions>(string name)
        where TModel : class, IModel
        where TOptions : class, new()
        => Add(PartKind.Model, name, typeof(TModel), typeof(TOptions));

    /// <summary>Registers an optimizer under a name, with the class of its options.</summary>
    /// <exception cref="ArgumentException">The name is empty, or contains a space, ':' or '/'.</exception>
    public PartRegistry AddOptimizer<TOptimizer, TOptions>(string name)
        where TOptimizer : class, IOptimizer
        where TOptions : class, new()
        => Add(PartKind.Optimizer, name, typeof(TOptimizer), typeof(TOptions));

    /// <summary>Registers an evaluator under a name, with the class of its options.</summary>
    /// <exception cref="ArgumentException">The name is empty, or contains a space, ':' or '/'.</exception>
    public PartRegistry AddEvaluator<TEvaluator, TOptions>(string name)
        where TEvaluator : class, IEvaluator
        where TOptions : class, new()
        => Add(PartKind.Evaluator, name, typeof(TEvaluator), typeof(TOptions));

    /// <summary>Registers under a name a loss, which objectives average, with the class of its options.</summary>
    /// <exception cref="ArgumentException">The name is empty, or contains a space, ':' or '/'.</exception>
    public PartRegistry AddLoss<TLoss, TOptions>(string name)
        where TLoss : class, IPointwiseLoss
        where TOptions : class, new()
        => Add(PartKind.Loss, name, typeof(TLoss), typeof(TOptions));

    /// <summary>Registers under a name a penalty, which objectives add to their loss, with the class of its options.</summary>
    /// <exception cref="ArgumentException">The name is empty, or contains a space, ':' or '/'.</exception>
    public PartRegistry AddPenalty<TPenalty, TOptions>(string name)
        where TPenalty : class, IPenalty
        where TOptions : class, new()
        => Add(PartKind.Penalty, name, typeof(TPenalty), typeof(TOptions));

    private PartRegistry Add(PartKind kind, string name, Type implementation, Type options)
    {
        // Names occur in paths of settings and on command lines.
        if (string.IsNullOrWhiteSpace(name) || name.Any(letter => char.IsWhiteSpace(letter) || letter is ':' or '/'))
        {
            throw new ArgumentException($"the part name '{name}' is not allowed: a name has no spaces, ':' or '/'");
        }

        _parts.Add(new PartRegistration(kind, name, implementation, options));
        return this;
    }
}

/// <summary>The four kinds of part that an experiment is composed of, and the two that the objective of a learner is made from.</summary>
public enum PartKind
{
    /// <summary>An <see cref="ITeacher"/>.</summary>
    Teacher,

    /// <summary>An <see cref="IModel"/>.</summary>
    Model,

    /// <summary>An <see cref="IOptimizer"/>.</summary>
    Optimizer,

    /// <summary>An <see cref="IEvaluator"/>.</summary>
    Evaluator,

    /// <summary>An <see cref="IPointwiseLoss"/>: what an objective averages.</summary>
    Loss,

    /// <summary>An <see cref="IPenalty"/>: what an objective adds to its loss.</summary>
    Penalty,
}

/// <summary>A registered part.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">The name that configuration uses.</param>
/// <param name="Implementation">The class that the host creates, through its only public constructor.</param>
/// <param name="Options">
/// The class of its options: properties with defaults, doc comments, and ranges as <c>System.ComponentModel.DataAnnotations</c> attributes, as
/// <see cref="OptionRules"/> requires. A text that is the path of a file to read is marked with <see cref="FilePathAttribute"/>.
/// </param>
public sealed record PartRegistration(PartKind Kind, string Name, Type Implementation, Type Options);

/// <summary>For a part without options.</summary>
public sealed class NoOptions;
