using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;
using BeyondNtk.Numerics.Memory;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Composing;

/// <summary>Creates the parts of one run and gives each what its constructor asks for.</summary>
internal sealed class Composer : IDisposable
{
    private readonly ResolvedRun _run;
    private readonly PartOwner _owner;
    private bool _isHandedOver;

    private Composer(ResolvedRun run, int threads, ILoggerFactory logging)
    {
        _run = run;
        _owner = new PartOwner(run, threads, logging);
    }

    private ExperimentParts Shared => _owner.Shared;

    /// <summary>Composes an experiment. Nothing is trained, but samples are drawn and models bound to their objectives.</summary>
    /// <param name="run">The run.</param>
    /// <param name="threads">The number of threads that its parts may keep busy.</param>
    /// <param name="logging">Where the parts' loggers write.</param>
    /// <returns>The experiment, which owns its parts.</returns>
    /// <exception cref="ConfigurationException">Parts refuse what they were given, or their constructors fail; it says everything that can be found.</exception>
    public static Experiment Compose(ResolvedRun run, int threads, ILoggerFactory logging)
    {
        using var composer = new Composer(run, threads, logging);
        return composer.Compose();
    }

    /// <summary>Draws the sample that the learners of a run share, and composes nothing else; null if there is none.</summary>
    /// <exception cref="ConfigurationException">The teacher refuses what it was given, or its constructor fails.</exception>
    public static DataSet? DrawSample(ResolvedRun run, ILoggerFactory logging)
    {
        using var composer = new Composer(run, run.Threads, logging);
        composer.CreateTeacherAndSample();
        return composer.Shared.Sample;
    }

    /// <summary>Disposes of what was created, unless an experiment owns it now.</summary>
    public void Dispose()
    {
        if (!_isHandedOver)
        {
            _owner.Dispose();
        }
    }

    private Experiment Compose()
    {
        CreateTeacherAndSample();
        var probe = Create(_run.Teacher, _ => ShapeCheck.Teacher(Shared.Teacher, Shared.Sample, _run.Settings.Seed));
        var problems = new Problems();
        var learners = _run.Learners.Select(learner => problems.Try(() => Compose(learner))).ToArray();
        problems.ThrowIfAny();
        _isHandedOver = true;
        return new Experiment(_owner, learners!) { Probe = probe };
    }

    private void CreateTeacherAndSample()
    {
        PartFiles.Verify(_run);
        Create(_run.Teacher, Shared.CreateTeacher);
        if (_run.Settings.Samples is not { } count)
        {
            return;
        }

        var path = $"{_run.Path}:{nameof(ExperimentSettings.Samples)}";
        if (Shared.Teacher is IDataSetTeacher { Training.Count: var most })
        {
            if (count > most)
            {
                throw new ConfigurationException($"{path}: is {count}; the teacher has {most} examples to learn from, and at most that many are allowed ({_run.Origins.Of(path)})");
            }
        }
        else
        {
            RequireMemory(count, path);
        }

        Shared.DrawSample(count);
    }

    private void RequireMemory(int samples, string path)
    {
        var (dimension, outputs) = (Shared.Teacher.Inputs.Dimension, Shared.Teacher.Outputs);
        if (MemoryNeed.Refusal(
            $"is {samples}; that many examples in {dimension} dimensions", samples, "examples", count => [ArraySize.Of<double>(count, dimension), ArraySize.Of<double>(count, outputs)]) is { } refusal)
        {
            throw new ConfigurationException($"{path}: {refusal} ({_run.Origins.Of(path)})");
        }
    }

    private Learner Compose(LearnerPlan plan)
    {
        if (plan.Objective.Kind == ObjectiveKind.Fresh)
        {
            RequireMemory(plan.Objective.Samples, $"{_run.Path}:Learners:{plan.Label}:Objective:Samples");
        }

        var parts = _owner.AddLearner(plan.Label);
        var problems = new Problems();
        var model = Create(plan.Model, parts.CreateModel);
        CreateObjective(plan, parts);
        var optimizer = problems.Try(() => Create(plan.Optimizer.Part, parts.CreateOptimizer));
        var evaluators = plan.Evaluators.Select(evaluator => problems.Try(() => new DueEvaluator(
            evaluator.Label, Create(evaluator.Part, part => parts.CreateEvaluator(evaluator.Label, part)), new Cadence(evaluator.Cadence))
        {
            Name = NameOf(evaluator.Part),
        })).ToArray();
        problems.ThrowIfAny();
        return new Learner(plan.Label, model, optimizer!, evaluators!)
        {
            Parts = parts,
            OptimizerName = NameOf(plan.Optimizer.Part),
            ModelName = NameOf(plan.Model),
            FollowsObjective = plan.Optimizer.Part.Takes(typeof(Objective)),
            StepCadence = new Cadence(plan.Optimizer.CadenceOfSteps),
        };
    }

    // Its parts are created one by one, so that what refuses is the one named.
    private void CreateObjective(LearnerPlan plan, LearnerParts parts)
    {
        var objective = plan.Objective;
        parts.CreateObjective(
            objective.Kind,
            objective.Samples,
            objective.Loss is { } loss ? Create(loss, parts.CreateLoss) : null,
            [.. objective.Penalties.Select(penalty => new WeightedPenalty(penalty.Label, penalty.Settings.Weight, Create(penalty.Part, parts.CreatePenalty)))]);
    }

    private static string NameOf(PartPlan part) => $"{PartCatalog.Word(part.Part.Registration.Kind)} '{part.Name}' of plugin '{part.Part.Plugin.Name}'";

    private T Create<T>(PartPlan part, Func<PartDescription, T> create)
    {
        var registration = part.Part.Registration;
        var what = $"{PartCatalog.Word(registration.Kind)} '{part.Name}'";
        try
        {
            return create(new PartDescription(registration.Implementation, part.Options, _owner.Services.Of(part.Part.Plugin)));
        }
        catch (CompositionException exception)
        {
            throw new ConfigurationException($"{part.Path}: {what}: {exception.Message} ({_run.Origins.Within(part.Path)})", exception);
        }
        catch (Exception exception)
        {
            throw new ConfigurationException(
                $"{part.Path}: {what} of plugin '{part.Part.Plugin.Name}' failed while it was created: {FailureText.Of(exception)} ({_run.Origins.Within(part.Path)})", exception);
        }
    }
}
