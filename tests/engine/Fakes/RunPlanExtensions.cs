using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>What a run's settings say, as tests read them.</summary>
internal static class RunPlanExtensions
{
    extension(RunPlan run)
    {
        public ExperimentSettings Settings => run.Resolve().Settings;

        public PartPlan Teacher => run.Resolve().Teacher;

        public IReadOnlyList<LearnerPlan> Learners => run.Resolve().Learners;

        public JsonObject Configuration => ResolvedConfiguration.Of(run.Resolve());
    }
}
