using BeyondNtk.Abstractions;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeyondNtk.Testing;

/// <summary>The parts of a composed trial, each created when it is first asked for.</summary>
public sealed class Composition : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Lazy<IModel> _model;
    private readonly Lazy<IOptimizer> _optimizer;
    private readonly Lazy<IEvaluator> _evaluator;

    internal Composition(Trial trial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trial.Samples, Trial.FewestSamples);
        ArgumentOutOfRangeException.ThrowIfLessThan(trial.Steps, 2);
        _services = Services(trial);
        var root = new RandomStream(trial.Seed);
        var streams = root.Child("learners").Child("learner");
        var threads = new ThreadBudget(trial.Threads);
        Teacher = trial.Teacher.Create<ITeacher>(_services, threads, root.Child("teacher"));
        Sample = Teacher is IDataSetTeacher { Training: var training }
            ? training.First(Math.Min(trial.Samples, training.Count))
            : DataSet.Draw(Teacher, trial.Samples, root.Child("data"));
        if (Sample.Count < Trial.FewestSamples)
        {
            throw new ArgumentException($"checks need {Trial.FewestSamples} examples to learn from, and the teacher's data have {Sample.Count}", nameof(trial));
        }

        Examples = trial.Objective == TrialObjective.Fresh
            ? new FreshSamples(Teacher, trial.Samples, streams.Child("objective"))
            : new FixedSample(Sample);
        Objective = trial.Objective == TrialObjective.Population
            ? new PopulationObjective(Teacher)
            : new SampleObjective(Examples, new SquaredLoss());

        object[] shared = [threads, Teacher, Teacher.Inputs, Sample];
        _model = new(() => trial.Model.Create<IModel>(_services, [.. shared, streams.Child("model")]));
        _optimizer = new(() => trial.Optimizer.Create<IOptimizer>(_services, [.. shared, Model, Objective, streams.Child("optimizer")]));
        _evaluator = new(() => (trial.Evaluator ?? throw new ArgumentException("the trial has no evaluator", nameof(trial)))
            .Create<IEvaluator>(_services, [.. shared, Model, root.Child("evaluators").Child("evaluator")]));
    }

    /// <summary>The teacher.</summary>
    public ITeacher Teacher { get; }

    /// <summary>The sample, N examples.</summary>
    public DataSet Sample { get; }

    /// <summary>What a gradient is the gradient of.</summary>
    public Objective Objective { get; }

    /// <summary>The model.</summary>
    public IModel Model => _model.Value;

    /// <summary>The optimizer.</summary>
    public IOptimizer Optimizer => _optimizer.Value;

    /// <summary>The evaluator.</summary>
    public IEvaluator Evaluator => _evaluator.Value;

    internal IExampleSource Examples { get; }

    /// <summary>A few inputs, the first of the sample, 8 x d.</summary>
    internal Matrix<double> Inputs => Sample.Inputs.SubMatrix(0, Trial.FewestSamples, 0, Sample.Inputs.ColumnCount);

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();

    private static ServiceProvider Services(Trial trial)
    {
        IServiceCollection services = new ServiceCollection();
        Part?[] parts = [trial.Teacher, trial.Model, trial.Optimizer, trial.Evaluator];
        foreach (var descriptor in parts.Select(part => part?.Services).OfType<IServiceCollection>().Distinct().SelectMany(own => own))
        {
            services.Add(descriptor);
        }

        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        return services.BuildServiceProvider();
    }
}
