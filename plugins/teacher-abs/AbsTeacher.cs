using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs;

/// <summary>
/// f*(x) = sum_j a_j act(&lt;w*_j, x&gt;) on x ~ N(0, I_d), with orthonormal w*_j and sum_j a_j = 1. The activation is the absolute value
/// (Li, Ma and Zhang 2020, section 2) or ReLU.
/// </summary>
public sealed class AbsTeacher : ITwoLayerTeacher, IReferenceLevels
{
    // Matrices d x d: a drawn one, both factors of it and their product; or the directions and what the reference levels need in addition.
    private const int Matrices = 5;

    private readonly WorkerTeam _team;

    /// <summary>Draws the directions and coefficients, each from its own stream.</summary>
    /// <exception cref="CompositionException">They do not fit in memory, or the block size does not fit the dimension.</exception>
    public AbsTeacher(AbsTeacherOptions options, RandomStream stream, ThreadBudget threads)
    {
        _team = WorkerTeam.Get(threads.Count);
        MemoryNeed.Require(
            $"Dimension is {options.Dimension}: as many directions in as many dimensions",
            options.Dimension,
            "dimensions",
            dimension => Enumerable.Repeat(ArraySize.Of<double>(dimension, dimension), Matrices));
        Inputs = new StandardGaussian(options.Dimension);
        Neurons = new Neurons(
            DrawDirections(options, stream.Child("directions")),
            DrawCoefficients(options, stream.Child("coefficients")),
            options.Activation.Activation());
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public Neurons Neurons { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels
    {
        get
        {
            var nothing = Neurons with { Outputs = 0 * Neurons.Outputs };
            var secondMoment = PopulationLoss.Between(nothing, Neurons, _team);
            var terms = TensorTerms.Between(nothing, Neurons, [0, 1, 2], _team);
            ReferenceLevel[] losses =
            [
                new(Quantities.PopulationLoss, "variance", secondMoment - terms[0]),
                new(Quantities.PopulationLoss, "best predictor of degree ≤ 2", secondMoment - terms.Sum()),
            ];
            return
            [
                .. losses,
                .. losses.Select(level => level with { Quantity = Quantities.PopulationLossTimesDimension, Value = Inputs.Dimension * level.Value }),
            ];
        }
    }

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs) => Neurons.Predict(inputs, _team);

    private static Matrix<double> DrawDirections(AbsTeacherOptions options, RandomStream stream)
    {
        var d = options.Dimension;
        return options.Directions switch
        {
            Directions.Rotation => DrawRotation(d, stream),
            Directions.HadamardBlocks => HadamardBlocks.Draw(d, options.BlockSize, stream),
            _ => Matrix<double>.Build.DenseIdentity(d),
        };
    }

    private static Matrix<double> DrawRotation(int dimension, RandomStream stream)
    {
        // Q of a Gaussian matrix is Haar distributed once the signs of R's diagonal are moved into it (Mezzadri 2007).
        var qr = new StandardGaussian(dimension).Draw(dimension, stream).QR();
        var signs = qr.R.Diagonal().PointwiseSign();
        return qr.Q.Multiply(Matrix<double>.Build.DiagonalOfDiagonalVector(signs));
    }

    private static Matrix<double> DrawCoefficients(AbsTeacherOptions options, RandomStream stream)
    {
        var d = options.Dimension;
        return options.Coefficients switch
        {
            Coefficients.Drawn => DrawUniform(d, 1 / (options.Kappa * d), options.Kappa / d, stream),
            Coefficients.OneToTwo => DrawUniform(d, 1, 2, stream),
            _ => Matrix<double>.Build.Dense(d, 1, 1.0 / d),
        };
    }

    private static Matrix<double> DrawUniform(int count, double low, double high, RandomStream stream)
    {
        var coefficients = Matrix<double>.Build.Dense(count, 1);
        for (var j = 0; j < count; j++)
        {
            coefficients[j, 0] = low + ((high - low) * stream.NextDouble());
        }

        return coefficients / coefficients.ColumnSums()[0];
    }
}
