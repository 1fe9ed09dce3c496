using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Tests;

/// <summary>What a part's constructor may ask for.</summary>
public sealed class ConstructorTests
{
    private static readonly string[] Recorded = ["Learners:first:Optimizer:Name=recording", "Learners:first:Optimizer:Steps=9", "Teacher:Dimension=5"];

    [Fact]
    public void IsGivenWhatItAsksFor()
    {
        var log = new LogLines();
        using var experiment = Compositions.Compose(Plans.With([Recording(new Greeting("hello"))], Recorded), log);
        var learner = experiment.Learners.Single();
        var optimizer = Assert.IsType<RecordingOptimizer>(learner.Optimizer);

        Assert.Equal(9, optimizer.Options.Steps);
        Assert.Same(experiment.Teacher, optimizer.Teacher);
        Assert.Same(experiment.Teacher.Inputs, optimizer.Inputs);
        Assert.Equal((20, 5), (optimizer.Sample.Inputs.RowCount, optimizer.Sample.Inputs.ColumnCount));
        Assert.Equal(3, optimizer.Threads.Count);
        Assert.Same(learner.Model, optimizer.Model);
        Assert.Equal("hello", optimizer.Greeting.Text);
        Assert.Equal((3, null), optimizer.Defaults);

        optimizer.Log.LogInformation("a line");
        Assert.Contains(log.Lines, line => line.Contains(nameof(RecordingOptimizer)) && line.EndsWith(": a line", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEvaluatorIsGivenTheModelOfItsLearner()
    {
        using var experiment = Compositions.Compose(Plans.Create(Plans.SecondLearner));

        Assert.All(experiment.Learners, learner => Assert.Same(learner.Model, ((Probe)learner.Evaluators[0].Evaluator).Model));
        Assert.Equal(2, experiment.Learners.Select(learner => learner.Model).Distinct().Count());
    }

    [Fact]
    public void TheSampleIsTheSameForAllLearners()
    {
        using var experiment = Compositions.Compose(Plans.Create(Plans.SecondLearner, "Learners:first:Optimizer:Name=solver"));
        var samples = experiment.Learners.Select(learner => ((SampleSolver)learner.Optimizer).Sample).ToArray();

        Assert.Same(samples[0], samples[1]);
        Assert.Equal(experiment.Teacher.Target(samples[0].Inputs), samples[0].Labels);
    }

    [Fact]
    public void ServicesThatAPluginCreatesEndWithTheExperiment()
    {
        var plugin = FakePlugins.Create("recording", parts =>
        {
            parts.AddOptimizer<RecordingOptimizer, StepsOptions>("recording");
            parts.Services.AddSingleton(_ => new Greeting("hello"));
        });
        var experiment = Compositions.Compose(Plans.With([plugin], Recorded));
        var greeting = ((RecordingOptimizer)experiment.Learners.Single().Optimizer).Greeting;

        Assert.False(greeting.Disposed);
        experiment.Dispose();
        Assert.True(greeting.Disposed);
    }

    [Fact]
    public void TwoPluginsThatRegisterOneTypeEachGetTheirOwn()
    {
        const string Second = """Learners:second={ "Model": { "Name": "trainable" }, "Optimizer": { "Name": "other" } }""";
        using var experiment = Compositions.Compose(Plans.With([Recording(new Greeting("hello")), Recording(new Greeting("good day"), "other")], [.. Recorded, Second]));

        Assert.Equal(["hello", "good day"], experiment.Learners.Select(learner => ((RecordingOptimizer)learner.Optimizer).Greeting.Text));
    }

    [Fact]
    public void WhatNobodyProvidesIsRefusedWithPathPartAndType()
    {
        var plan = Plans.With([FakePlugins.Create("recording", parts => parts.AddOptimizer<RecordingOptimizer, StepsOptions>("recording"))], Recorded);

        var message = Assert.Throws<ConfigurationException>(() => Compositions.Compose(plan)).Message;

        Assert.StartsWith("Experiments:small:Learners:first:Optimizer: optimizer 'recording': ", message);
        Assert.Contains(nameof(Greeting), message);
    }

    private static Plugin Recording(Greeting greeting, string name = "recording") => FakePlugins.Create(name, parts =>
    {
        parts.AddOptimizer<RecordingOptimizer, StepsOptions>(name);
        parts.Services.AddSingleton(greeting);
    });
}
