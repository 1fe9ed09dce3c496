using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Engine.Configuration;

/// <summary>When the runs that a selection chooses among stop early: of each learner the best part goes on to the next step, the others keep what they measured.</summary>
internal sealed class HalvingSettings
{
    /// <summary>The first step at which learners are compared. The evaluator that decides must measure up to there: it has Every or PerDecade.</summary>
    [Range(1, 1_000_000_000L)]
    public long FirstSteps { get; init; } = 100;

    /// <summary>Of so many learners one goes on, rounded up, to so many times the steps.</summary>
    [Range(2, 1000)]
    public int Factor { get; init; } = 2;
}
