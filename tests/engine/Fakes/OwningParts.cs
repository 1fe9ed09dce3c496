using System.Collections.Concurrent;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Engine.Tests;

/// <summary>A plugin whose parts each hold something that must be given back, with the books on it.</summary>
internal sealed class OwningParts
{
    private readonly ConcurrentQueue<string> _created = new();
    private readonly ConcurrentQueue<string> _disposed = new();

    /// <summary>The parts that were created, by kind, ordered.</summary>
    public IEnumerable<string> Created => _created.Order();

    /// <summary>The parts that were disposed of, by kind, ordered.</summary>
    public IEnumerable<string> Disposed => _disposed.Order();

    /// <summary>What a test does in a step.</summary>
    public Action? OnStep { get; init; }

    public Plugin Plugin => FakePlugins.Create("owning", parts =>
    {
        parts
            .AddTeacher<OwningTeacher, PlainTeacherOptions>("owning")
            .AddModel<OwningModel, NoOptions>("owning")
            .AddOptimizer<OwningOptimizer, StepsOptions>("owning")
            .AddEvaluator<OwningEvaluator, NoOptions>("owning");
        parts.Services.AddSingleton(this).AddSingleton<OwningService>();
    });

    /// <summary>What makes all parts of the usual experiment such parts.</summary>
    public static IReadOnlyList<string> Assignments { get; } =
        ["Teacher:Name=owning", """Learners={ "first": { "Model": { "Name": "owning" }, "Optimizer": { "Name": "owning" } } }""", """Evaluators={ "owning": {} }"""];

    public IDisposable Create(string part)
    {
        _created.Enqueue(part);
        return new Held(() => _disposed.Enqueue(part));
    }

    private sealed class Held(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}

internal sealed class OwningService(OwningParts all) : IDisposable
{
    private readonly IDisposable _held = all.Create("service");

    public void Dispose() => _held.Dispose();
}

internal sealed class OwningTeacher(PlainTeacherOptions options, RandomStream stream, OwningParts all) : PlainTeacher(options, stream), IDisposable
{
    private readonly IDisposable _held = all.Create("teacher");

    public void Dispose() => _held.Dispose();
}

internal sealed class OwningModel(RandomStream stream, OwningParts all) : PlainModel(stream), IDisposable
{
    private readonly IDisposable _held = all.Create("model");

    public void Dispose() => _held.Dispose();
}

#pragma warning disable CS9113 // Whatever asks first creates the service.
internal sealed class OwningOptimizer(StepsOptions options, OwningParts all, OwningService service) : IOptimizer, IDisposable
#pragma warning restore CS9113
{
    private readonly IDisposable _held = all.Create("optimizer");

    public long Steps { get; } = options.Steps;

    public StepResult Step()
    {
        all.OnStep?.Invoke();
        return new StepResult(1);
    }

    public void Dispose() => _held.Dispose();
}

internal sealed class OwningEvaluator(OwningParts all) : IEvaluator, IDisposable
{
    private readonly IDisposable _held = all.Create("evaluator");

    public IReadOnlyList<Metric> Evaluate() => [];

    public void Dispose() => _held.Dispose();
}
