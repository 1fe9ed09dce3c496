using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>Plugins as the loader would hand them over, with parts from this assembly.</summary>
internal static class FakePlugins
{
    public static Plugin Create(string name, Action<PartRegistry> register)
    {
        var parts = new PartRegistry();
        register(parts);
        return new Plugin(name, $"/plugins/{name}") { Parts = parts.Parts, Services = parts.Services };
    }

    public static Plugin Broken(string name) => new(name, $"/plugins/{name}") { Failure = new PluginException("it is broken") };

    /// <summary>One plugin with every kind of part.</summary>
    public static Plugin Usual() => Create("usual", parts => parts
        .AddTeacher<PlainTeacher, PlainTeacherOptions>("plain")
        .AddTeacher<NetworkTeacher, PlainTeacherOptions>("network")
        .AddModel<PlainModel, NoOptions>("plain")
        .AddModel<TrainableModel, NoOptions>("trainable")
        .AddModel<NetworkModel, NoOptions>("network")
        .AddModel<UnsavableModel, NoOptions>("unsavable")
        .AddModel<WalkingModel, NoOptions>("walking")
        .AddOptimizer<GradientOptimizer, StepsOptions>("gradient")
        .AddOptimizer<SampleSolver, NoOptions>("solver")
        .AddOptimizer<FailingOptimizer, NoOptions>("failing")
        .AddOptimizer<Wanderer, StepsOptions>("wanderer")
        .AddOptimizer<Runner, RunnerOptions>("runner")
        .AddOptimizer<ForgetfulWanderer, StepsOptions>("forgetful-wanderer")
        .AddEvaluator<Tracker, NoOptions>("tracker")
        .AddEvaluator<Voyage, NoOptions>("voyage")
        .AddEvaluator<Forecast, NoOptions>("forecast")
        .AddOptimizer<HungryOptimizer, HungryOptions>("hungry")
        .AddEvaluator<Probe, ProbeOptions>("probe")
        .AddEvaluator<NeuronProbe, NoOptions>("neurons")
        .AddLoss<HuberLoss, HuberOptions>("huber")
        .AddPenalty<NegatedSum, NoOptions>("negated-sum")
        .AddEvaluator<SampleProbe, NoOptions>("sample-probe"));
}
