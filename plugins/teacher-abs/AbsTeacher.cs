using BeyondNtk.Abstractions;
using BeyondNtk.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs;

/// <summary>
/// f*(x) = sum_j a_j |&lt;w*_j, x&gt;| on x ~ N(0, I_d), with orthonormal w*_j and sum_j a_j = 1 (Li, Ma and Zhang 2020, section 2).
/// </summary>
public sealed class AbsTeacher : ITwoLayerTeacher, IReferenceLevels
{
    private readonly WorkerTeam _team;

    /// <summary>Draws the directions and coefficients, each from a stream of its own.</summary>
    public AbsTeacher(AbsTeacherOptions options, RandomStream stream, ThreadBudget threads)
    {
        _team = WorkerTeam.Of(threads.Count);
        Inputs = new StandardGaussian(options.Dimension);
        Neurons = new Neurons(
            DrawDirections(options, stream.Child("directions")),
            DrawCoefficients(options, stream.Child("coefficients")),
            HomogeneousActivation.Abs);
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
        if (options.Directions == Directions.Identity)
        {
            return Matrix<double>.Build.DenseIdentity(d);
        }

        // Q of a Gaussian matrix is Haar distributed once the signs of R's diagonal are moved into it (Mezzadri 2007).
        var qr = new StandardGaussian(d).Draw(d, stream).QR();
        var signs = qr.R.Diagonal().PointwiseSign();
        return qr.Q.Multiply(Matrix<double>.Build.DiagonalOfDiagonalVector(signs));
    }

    private static Matrix<double> DrawCoefficients(AbsTeacherOptions options, RandomStream stream)
    {
        var d = options.Dimension;
        var coefficients = Matrix<double>.Build.Dense(d, 1, 1.0 / d);
        if (options.Coefficients == Coefficients.Drawn)
        {
            var (low, high) = (1 / (options.Kappa * d), options.Kappa / d);
            for (var j = 0; j < d; j++)
            {
                coefficients[j, 0] = low + ((high - low) * stream.NextDouble());
            }

            coefficients /= coefficients.ColumnSums()[0];
        }

        return coefficients;
    }
}
