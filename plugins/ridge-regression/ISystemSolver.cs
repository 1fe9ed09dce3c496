using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.RidgeRegression;

/// <summary>A way to solve (K + shift I) alpha = y, step by step.</summary>
internal interface ISystemSolver : IResumable
{
    /// <summary>The largest number of steps it takes.</summary>
    long Steps { get; }

    /// <summary>The memory that it will need, in bytes.</summary>
    long Bytes { get; }

    /// <summary>What is added to the diagonal; known after the first step.</summary>
    double Shift { get; }

    /// <summary>The current alpha; null before the first.</summary>
    double[]? Solution { get; }

    /// <summary>y - (K + shift I) alpha.</summary>
    double[] Residual { get; }

    /// <summary>The condition number of K + shift I, estimated from below.</summary>
    double ConditionEstimate { get; }

    /// <summary>The metric that says how it was estimated.</summary>
    string ConditionName { get; }

    /// <summary>The relative residual at which it stops; null if it solves at once.</summary>
    double? Tolerance { get; }

    /// <summary>Advances by one step; true if further steps are of no use.</summary>
    bool Step();
}
