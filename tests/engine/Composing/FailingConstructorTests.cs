using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Engine.Tests;

/// <summary>Parts that refuse what they are given, or break.</summary>
public sealed class FailingConstructorTests
{
    [Fact]
    public void ARefusalNamesPathPartAndReason()
        => Assert.Equal("Experiments:small:Evaluators:picky: evaluator 'picky': 3 is not even (from --set)", MessageFor<PickyEvaluator>("picky"));

    [Fact]
    public void AnyOtherFailureNamesThePluginToo()
    {
        var message = MessageFor<CrashingEvaluator>("crashing");

        Assert.StartsWith("Experiments:small:Evaluators:crashing: evaluator 'crashing' of plugin 'failing'", message);
        Assert.EndsWith("index out of luck (from --set)", message);
    }

    [Fact]
    public void AServiceThatFailsIsTheFailureOfThePartThatAskedForIt()
    {
        var message = MessageFor<ServedEvaluator>("served");

        Assert.StartsWith("Experiments:small:Evaluators:served: evaluator 'served' of plugin 'failing'", message);
        Assert.EndsWith("no greeting today (from --set)", message);
    }

    [Fact]
    public void ServicesAreDisposedOfWhenAPartFails()
    {
        Greeting? greeting = null;
        var plugin = FakePlugins.Create("failing", parts =>
        {
            parts.AddOptimizer<RecordingOptimizer, StepsOptions>("recording").AddEvaluator<CrashingEvaluator, NoOptions>("crashing");
            parts.Services.AddSingleton(_ => greeting = new Greeting("hello"));
        });
        var plan = Plans.With([plugin], "Learners:first:Optimizer:Name=recording", "Evaluators:crashing={}");

        Assert.Throws<ConfigurationException>(() => Compositions.Compose(plan));

        Assert.True(greeting!.Disposed);
    }

    [Fact]
    public void RefusalsOfAllPartsAndLearnersComeTogetherEachOnce()
    {
        var plan = Plans.With([Failing()], Plans.SecondLearner, "Learners:third:Model:Name=crashing", "Learners:third:Optimizer:Name=solver", "Evaluators:picky={}", "Learners:first:Evaluators:crashing={}");

        var messages = Assert.Throws<ConfigurationException>(() => Compositions.Compose(plan)).Messages;

        Assert.Equal(
            ["Experiments:small:Evaluators:picky", "Experiments:small:Learners:first:Evaluators:crashing", "Experiments:small:Learners:third:Model"],
            messages.Select(message => message[..message.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void RefusalsOfAllRunsComeTogetherWithTheValuesThatAPartWasGiven()
    {
        var plan = Plans.Experiment([Failing()], Plans.Usual, """Sweep={ "Learners:first:Model:Name": ["trainable", "crashing"], "Evaluators:probe:Name": ["picky", "crashing"], "Seed": [1, 2, 3] }""");
        using var output = new TempFolder();

        using var runner = Runs.Runner(plan, output.Path);
        var messages = Assert.Throws<ConfigurationException>(runner.Prepare).Messages;

        Assert.Equal(3, messages.Count);
        Assert.EndsWith(", where Name = picky)", messages[0]);
        Assert.EndsWith(", where Name = crashing)", messages[1]);
        Assert.StartsWith("Experiments:small:Learners:first:Model: ", messages[2]);
    }

    private static Plugin Failing() => FakePlugins.Create("failing", parts => parts
        .AddModel<CrashingModel, NoOptions>("crashing")
        .AddEvaluator<PickyEvaluator, NoOptions>("picky")
        .AddEvaluator<CrashingEvaluator, NoOptions>("crashing"));

    private static string MessageFor<TEvaluator>(string name)
        where TEvaluator : class, IEvaluator
    {
        var plugin = FakePlugins.Create("failing", parts =>
        {
            parts.AddEvaluator<TEvaluator, NoOptions>(name);
            parts.Services.AddSingleton<Greeting>(_ => throw new InvalidOperationException("no greeting today"));
        });
        return Assert.Throws<ConfigurationException>(() => Compositions.Compose(Plans.With([plugin], $"Evaluators:{name}={{}}"))).Message;
    }

    private sealed class CrashingModel : PlainModel, ITrainable
    {
        public CrashingModel(RandomStream stream)
            : base(stream)
            => throw new InvalidOperationException("no model today");

        public IReadOnlyList<ParameterBlock> Blocks => [];

        public Span<double> Parameters => [];

        public IGradientOracle BindLoss(Objective objective) => throw new NotSupportedException();
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
