using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Tests;

/// <summary>Parts that refuse what they are given, or break.</summary>
public sealed class FailingConstructorTests
{
    [Fact]
    public void ARefusalNamesPathPartAndReason()
        => Assert.Equal("Experiments:small:Evaluators:picky: evaluator 'picky': 3 is not even", MessageFor<PickyEvaluator>("picky"));

    [Fact]
    public void AnyOtherFailureNamesThePluginToo()
    {
        var message = MessageFor<CrashingEvaluator>("crashing");

        Assert.StartsWith("Experiments:small:Evaluators:crashing: evaluator 'crashing' of plugin 'failing'", message);
        Assert.EndsWith("index out of luck", message);
    }

    [Fact]
    public void AServiceThatFailsIsTheFailureOfThePartThatAskedForIt()
    {
        var message = MessageFor<ServedEvaluator>("served");

        Assert.StartsWith("Experiments:small:Evaluators:served: evaluator 'served' of plugin 'failing'", message);
        Assert.EndsWith("no greeting today", message);
    }

    [Fact]
    public void ServicesAreDisposedOfWhenAPartFails()
    {
        Greeting? greeting = null;
        var plugin = FakePlugins.Of("failing", parts =>
        {
            parts.AddOptimizer<RecordingOptimizer, StepsOptions>("recording").AddEvaluator<CrashingEvaluator, NoOptions>("crashing");
            parts.Services.AddSingleton(_ => greeting = new Greeting("hello"));
        });
        var plan = Plans.With([plugin], "Learners:first:Optimizer:Name=recording", "Evaluators:crashing={}");

        Assert.Throws<ConfigurationException>(() => Composer.Compose(plan, new LogLines()));

        Assert.True(greeting!.Disposed);
    }

    private static string MessageFor<TEvaluator>(string name)
        where TEvaluator : class, IEvaluator
    {
        var plugin = FakePlugins.Of("failing", parts =>
        {
            parts.AddEvaluator<TEvaluator, NoOptions>(name);
            parts.Services.AddSingleton<Greeting>(_ => throw new InvalidOperationException("no greeting today"));
        });
        return Assert.Throws<ConfigurationException>(() => Composer.Compose(Plans.With([plugin], $"Evaluators:{name}={{}}"), new LogLines())).Message;
    }

    private sealed class PickyEvaluator : IEvaluator
    {
        public PickyEvaluator() => throw new CompositionException("3 is not even");

        public IReadOnlyList<Metric> Evaluate() => [];
    }

    private sealed class CrashingEvaluator : IEvaluator
    {
        public CrashingEvaluator() => throw new InvalidOperationException("index out of luck");

        public IReadOnlyList<Metric> Evaluate() => [];
    }

#pragma warning disable CS9113 // It only asks.
    private sealed class ServedEvaluator(Greeting greeting) : IEvaluator
    {
        public IReadOnlyList<Metric> Evaluate() => [];
    }
#pragma warning restore CS9113
}
