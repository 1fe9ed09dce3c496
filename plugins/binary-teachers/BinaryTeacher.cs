using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.BinaryTeachers;

/// <summary>A teacher of two classes, with labels -1 and 1.</summary>
/// <param name="inputs">The law of the inputs.</param>
/// <param name="positive">The share of inputs of label 1.</param>
public abstract class BinaryTeacher(InputLaw inputs, double positive) : ITeacher, IReferenceLevels
{
    /// <inheritdoc/>
    public InputLaw Inputs => inputs;

    /// <summary>What guessing loses, and the better of the two constant predictions where that is less.</summary>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels
    {
        get
        {
            var constant = Math.Min(positive, 1 - positive);
            return
            [
                new(Quantities.ClassificationError, "chance", 0.5),
                .. constant < 0.5 ? [new(Quantities.ClassificationError, "best constant", constant)] : Array.Empty<ReferenceLevel>(),
            ];
        }
    }

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs)
        => Matrix<double>.Build.DenseOfColumnMajor(inputs.RowCount, 1, inputs.EnumerateRows().Select(input => IsPositive(input) ? 1.0 : -1));

    /// <summary>The class of an input.</summary>
    /// <param name="input">Of length d.</param>
    protected abstract bool IsPositive(Vector<double> input);
}
