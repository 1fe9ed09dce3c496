namespace BeyondNtk.Abstractions.Composing;

/// <summary>Where the gradients of a learner come from.</summary>
public enum ObjectiveKind
{
    /// <summary>The loss, averaged over the sample that the learners share.</summary>
    Empirical,

    /// <summary>The exact population loss, without a sample.</summary>
    Population,

    /// <summary>The loss, averaged over a new sample at every step.</summary>
    Fresh,
}
