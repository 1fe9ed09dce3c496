using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.RidgeRegression;

/// <summary>A way to solve (K + shift I) alpha = y, step by step.</summary>
internal interface ISystemSolver : IResumable
{
    /// <summary>The number of steps it takes at the most.</summary>
    long Steps { get; }

    /// <summary>The memory that it will need, in bytes.</summary>
    long Bytes { get; }

    /// <summary>What is added to the diagonal; known after the first step.</summary>
    double Shift { get; }

    /// <summary>alpha as it is now; null before there is any.</summary>
    double[]? Solution { get; }

    /// <summary>y - (K + shift I) alpha.</summary>
    double[] Residual { get; }

    /// <summary>The condition number of K + shift I, estimated from below.</summary>
    double ConditionEstimate { get; }

    /// <summary>Advances by one step; true when no further one is of use.</summary>
    bool Step();
}
