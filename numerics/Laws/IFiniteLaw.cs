using BeyondNtk.Abstractions.Learning;
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

    /// <summary>The population objective on a law of few inputs as one over a sample of them all, whatever the loss; any other objective as it is.</summary>
    /// <param name="objective">The objective. Its penalties are those of the whole, and are not repeated.</param>
    public static Objective OverFiniteLaw(this Objective objective)
    {
        if (objective is not PopulationObjective { Teacher: { Inputs: IFiniteLaw law } teacher } population || !law.IsAffordable())
        {
            return objective;
        }

        var inputs = law.Inputs();
        return new SampleObjective(new FixedSample(new DataSet(inputs, teacher.Target(inputs))), population.Loss);
    }
}
