using System.Reflection;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Plugins;
using BeyondNtk.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Composition;

/// <summary>Creates the parts of a plan and gives each what its constructor asks for.</summary>
internal static class Composer
{
    /// <summary>Composes an experiment. Nothing is trained, but samples are drawn and models bound to their objectives.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="logging">Where the parts' loggers write.</param>
    /// <exception cref="ConfigurationException">Parts refuse what they were given, or their constructors fail; it says everything that can be found.</exception>
    public static Experiment Compose(RunPlan plan, ILoggerFactory logging)
    {
        var services = Services(plan, logging);
        try
        {
            var root = new RandomStream(plan.Settings.Seed);
            var threads = new ThreadBudget(plan.Threads);
            var teacher = CreateTeacher(plan, services, threads, root);
            var sample = DrawSample(plan, teacher, root);
            List<object> shared = [threads, teacher, teacher.Inputs];
            if (sample is not null)
            {
                shared.Add(sample);
            }

            var refusals = new Refusals();
            var learners = plan.Learners.Select(learner => refusals.Try(() =>
            {
                if (learner.Objective.Name == ObjectiveName.Fresh)
                {
                    RequireMemory(plan, teacher, learner.Objective.Samples, $"{plan.Path}:Learners:{learner.Label}:Objective:Samples");
                }

                return ComposeLearner(learner, plan, shared, teacher, sample, root, services);
            })).ToArray();
            refusals.ThrowIfAny();
            return new Experiment(plan, teacher, new Queue<Learner>(learners!), services);
        }
        catch
        {
            services.Dispose();
            throw;
        }
    }

    /// <summary>Draws the sample that the learners of an experiment share, and composes nothing else; null when there is none.</summary>
    /// <exception cref="ConfigurationException">The teacher refuses what it was given, or its constructor fails.</exception>
    public static DataSet? Sample(RunPlan plan, ILoggerFactory logging)
    {
        using var services = Services(plan, logging);
        var root = new RandomStream(plan.Settings.Seed);
        return DrawSample(plan, CreateTeacher(plan, services, new ThreadBudget(plan.Threads), root), root);
    }

    private static ITeacher CreateTeacher(RunPlan plan, IServiceProvider services, ThreadBudget threads, RandomStream root)
    {
        PartFiles.Verify(plan);
        return (ITeacher)Create(plan.Teacher, plan, services, threads, root.Child("teacher"));
    }

    private static DataSet? DrawSample(RunPlan plan, ITeacher teacher, RandomStream root)
    {
        if (plan.Settings.Samples is not { } count)
        {
            return null;
        }

        var path = $"{plan.Path}:{nameof(ExperimentSettings.Samples)}";
        if (teacher is IDataSetTeacher { Training: var training })
        {
            return count <= training.Count
                ? training.First(count)
                : throw new ConfigurationException($"{path}: is {count}; the teacher has {training.Count} examples to learn from, and at most that many are allowed ({plan.Origins.Of(path)})");
        }

        RequireMemory(plan, teacher, count, path);
        return DataSet.Draw(teacher, count, root.Child("data"));
    }

    private static void RequireMemory(RunPlan plan, ITeacher teacher, int samples, string path)
    {
        var (dimension, outputs) = (teacher.Inputs.Dimension, teacher.Outputs);
        if (MemoryNeed.Refusal(
            $"is {samples}; that many examples in {dimension} dimensions", samples, "examples", count => [ArraySize.Of<double>(count, dimension), ArraySize.Of<double>(count, outputs)]) is { } refusal)
        {
            throw new ConfigurationException($"{path}: {refusal} ({plan.Origins.Of(path)})");
        }
    }

    // Evaluators of one label draw the same numbers for every learner: sampled losses are then compared on the same inputs.
    private static Learner ComposeLearner(
        LearnerPlan plan, RunPlan run, IReadOnlyList<object> shared, ITeacher teacher, DataSet? sample, RandomStream root, IServiceProvider services)
    {
        var refusals = new Refusals();
        var streams = root.Child("learners").Child(plan.Label);
        var model = (IModel)Create(plan.Model, run, services, [.. shared, streams.Child("model")]);
        var objective = Objective(plan, teacher, sample, streams);
        var optimizer = refusals.Try(() => (IOptimizer)Create(
            plan.Optimizer, run, services, [.. shared, model, streams.Child("optimizer"), .. objective is null ? [] : (object[])[objective]]));
        var evaluators = plan.Evaluators.Select(evaluator => refusals.Try(() => new DueEvaluator(
            evaluator.Label,
            (IEvaluator)Create(evaluator.Part, run, services, [.. shared, model, root.Child("evaluators").Child(evaluator.Label)]),
            new Cadence(evaluator.Cadence))
        {
            Name = NameOf(evaluator.Part),
        })).ToArray();
        refusals.ThrowIfAny();
        return new Learner(plan.Label, model, optimizer!, evaluators!)
        {
            Examples = (objective as SampleObjective)?.Examples,
            OptimizerName = NameOf(plan.Optimizer),
        };
    }

    // None when there is no sample to average over: an optimizer that needs one was refused in the plan.
    private static Objective? Objective(LearnerPlan plan, ITeacher teacher, DataSet? sample, RandomStream streams)
        => plan.Objective.Name switch
        {
            ObjectiveName.Population => new PopulationObjective(teacher),
            ObjectiveName.Fresh => new SampleObjective(new FreshSamples(teacher, plan.Objective.Samples, streams.Child("objective")), new SquaredLoss()),
            _ => sample is null ? null : new SampleObjective(new FixedSample(sample), new SquaredLoss()),
        };

    private static string NameOf(PartPlan part) => $"{PartCatalog.Word(part.Part.Registration.Kind)} '{part.Name}' of plugin '{part.Part.Plugin.Name}'";

    private static ServiceProvider Services(RunPlan plan, ILoggerFactory logging)
    {
        IServiceCollection services = new ServiceCollection();
        foreach (var plugin in plan.Plugins)
        {
            foreach (var descriptor in plugin.Services)
            {
                services.Add(descriptor);
            }
        }

        services.AddSingleton(logging);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        return services.BuildServiceProvider();
    }

    private static object Create(PartPlan part, RunPlan run, IServiceProvider services, params object[] offered)
    {
        var registration = part.Part.Registration;
        var what = $"{PartCatalog.Word(registration.Kind)} '{part.Name}'";
        try
        {
            var arguments = Requirements.ConstructorOf(registration).Select(parameter =>
                offered.Prepend(part.Options).FirstOrDefault(parameter.ParameterType.IsInstanceOfType)
                ?? services.GetService(parameter.ParameterType)
                ?? (parameter.HasDefaultValue
                    ? parameter.DefaultValue
                    : throw new CompositionException($"its constructor asks for {parameter.ParameterType.Name}, which neither the host nor the plugin provides")));
            return registration.Implementation.GetConstructors()[0].Invoke([.. arguments]);
        }
        catch (CompositionException exception)
        {
            throw new ConfigurationException($"{part.Path}: {what}: {exception.Message} ({run.Origins.Within(part.Path)})", exception);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is CompositionException refusal)
        {
            throw new ConfigurationException($"{part.Path}: {what}: {refusal.Message} ({run.Origins.Within(part.Path)})", refusal);
        }
        catch (Exception exception)
        {
            // A service that the part asked for throws its exception as it is.
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            throw new ConfigurationException($"{part.Path}: {what} of plugin '{part.Part.Plugin.Name}' failed while it was created: {FailureText.Of(cause)} ({run.Origins.Within(part.Path)})", exception);
        }
    }
}
