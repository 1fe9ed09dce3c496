using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeyondNtk.Testing.Trials;

/// <summary>The parts of a composed trial, each created on first use.</summary>
public sealed class Composition : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly ExperimentParts _experiment;
    private readonly LearnerParts _learner;
    private readonly Lazy<IModel> _model;
    private readonly Lazy<Objective> _objective;
    private readonly Lazy<IOptimizer> _optimizer;
    private readonly Lazy<IEvaluator> _evaluator;

    internal Composition(Trial trial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trial.Samples, Trial.FewestSamples);
        ArgumentOutOfRangeException.ThrowIfLessThan(trial.Steps, 2);
        _services = Services(trial);
        _experiment = new ExperimentParts(trial.Seed, new ThreadBudget(trial.Threads));
        _learner = _experiment.Learner("learner");
        trial.Teacher.Create(_services, _experiment.CreateTeacher);
        Sample = _experiment.DrawSample(Teacher is IDataSetTeacher { Training: var training } ? Math.Min(trial.Samples, training.Count) : trial.Samples);
        if (Sample.Count < Trial.FewestSamples)
        {
            throw new ArgumentException($"checks need {Trial.FewestSamples} examples to learn from, and the teacher's data have {Sample.Count}", nameof(trial));
        }

        _model = new(() => trial.Model.Create(_services, _learner.CreateModel));
        _objective = new(() => CreateObjective(trial));
        _optimizer = new(() => WithModel(trial.Optimizer.Create, _learner.CreateOptimizer));
        _evaluator = new(() => WithModel(
            (trial.Evaluator ?? throw new ArgumentException("the trial has no evaluator", nameof(trial))).Create, part => _learner.CreateEvaluator("evaluator", part)));
    }

    /// <summary>The teacher.</summary>
    public ITeacher Teacher => _experiment.Teacher;

    /// <summary>The sample, N examples.</summary>
    public DataSet Sample { get; }

    /// <summary>What a gradient is the gradient of.</summary>
    public Objective Objective => _objective.Value;

    /// <summary>The model.</summary>
    public IModel Model => _model.Value;

    /// <summary>The optimizer.</summary>
    public IOptimizer Optimizer => _optimizer.Value;

    /// <summary>The evaluator.</summary>
    public IEvaluator Evaluator => _evaluator.Value;

    // They come with the objective.
    internal IExampleSource? Examples => Objective is null ? null : _learner.Examples;

    /// <summary>A few inputs, the first of the sample, 8 x d.</summary>
    internal Matrix<double> Inputs => Sample.Inputs.SubMatrix(0, Trial.FewestSamples, 0, Sample.Inputs.ColumnCount);

    /// <inheritdoc/>
    public void Dispose()
    {
        _learner.Dispose();
        _experiment.Dispose();
        _services.Dispose();
    }

    // Penalties look at the model, so it is created first.
    private Objective CreateObjective(Trial trial)
    {
        _ = trial.Penalties.Count > 0 ? Model : null;
        return _learner.CreateObjective(
            trial.Objective,
            trial.Samples,
            trial.Loss?.Create<IPointwiseLoss>(_services, _learner.CreateLoss),
            [.. trial.Penalties.Select((penalty, p) => new WeightedPenalty($"penalty-{p + 1}", trial.PenaltyWeight, penalty.Create<IPenalty>(_services, _learner.CreatePenalty)))])!;
    }

    // Optimizers and evaluators are offered the model and the objective, so these are created first.
    private T WithModel<T>(Func<IServiceProvider, Func<PartDescription, T>, T> create, Func<PartDescription, T> make)
    {
        _ = Model;
        _ = Objective;
        return create(_services, make);
    }

    private static ServiceProvider Services(Trial trial)
    {
        IServiceCollection services = new ServiceCollection();
        Part?[] parts = [trial.Teacher, trial.Model, trial.Optimizer, trial.Evaluator, trial.Loss, .. trial.Penalties];
        foreach (var descriptor in parts.Select(part => part?.Services).OfType<IServiceCollection>().Distinct().SelectMany(own => own))
        {
            services.Add(descriptor);
        }

        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        return services.BuildServiceProvider();
    }
}
