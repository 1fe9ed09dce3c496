using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Laws;

/// <summary>A law of finitely many equally likely inputs, over which every expectation is a mean.</summary>
public interface IFiniteLaw
{
    /// <summary>The number of inputs.</summary>
    double Count { get; }

    /// <summary>All N = <see cref="Count"/> inputs, N x d. Ask only where there are few enough: see <see cref="FiniteLaws.IsAffordable"/>.</summary>
    Matrix<double> Inputs();
}

/// <summary>Finite laws.</summary>
public static class FiniteLaws
{
    // 2^16 inputs: a step over them takes about as long as one over the samples that are usual here.
    private const double Most = 1 << 16;

    /// <summary>Whether a mean over all inputs is worth its time.</summary>
    public static bool IsAffordable(this IFiniteLaw law) => law.Count <= Most;
}
