using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Parts;

/// <summary>A teacher gives the law of the inputs and the function to be learnt.</summary>
/// <remarks>Teachers that can say more implement <see cref="ITwoLayerTeacher"/> or <see cref="IReferenceLevels"/>.</remarks>
public interface ITeacher
{
    /// <summary>The law of the inputs x, with their dimension d.</summary>
    InputLaw Inputs { get; }

    /// <summary>The number k of outputs of the target function.</summary>
    int Outputs => 1;

    /// <summary>The target f*(x) without noise.</summary>
    /// <param name="inputs">One input per row, N x d.</param>
    /// <returns>N x k.</returns>
    Matrix<double> Target(Matrix<double> inputs);

    /// <summary>The labels a learner is shown: the target, with the teacher's label noise if it has any.</summary>
    /// <param name="inputs">One input per row, N x d.</param>
    /// <param name="noise">The stream that any noise is drawn from.</param>
    /// <returns>N x k.</returns>
    Matrix<double> Label(Matrix<double> inputs, RandomStream noise) => Target(inputs);
}
