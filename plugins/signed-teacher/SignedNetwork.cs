using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SignedTeacher;

/// <summary>
/// f*(x) = sum_j s_j act(&lt;e_j, x&gt;) with unit e_j and signed outputs, on the unit sphere or on N(0, I): the teacher of Akiyama and Suzuki (2021,
/// reconstructed; 2022).
/// </summary>
public sealed class SignedNetwork : ITwoLayerTeacher, IReferenceLevels
{
    private readonly SignedNetworkOptions _options;
    private readonly WorkerTeam _team;

    /// <summary>Draws directions and signs, each from a stream of its own.</summary>
    /// <exception cref="CompositionException">There are more orthonormal directions than dimensions, given directions are not as many numbers as there should be, or they do not fit in memory.</exception>
    public SignedNetwork(SignedNetworkOptions options, RandomStream stream, ThreadBudget threads)
    {
        (_options, _team) = (options, WorkerTeam.Get(threads.Count));
        if (options.Coordinates.Count == 0 && options.Directions != NeuronDirections.Random && options.Neurons > options.Dimension)
        {
            throw new CompositionException($"Neurons is {options.Neurons}; there are at most as many orthonormal directions as dimensions, {options.Dimension}; choose fewer, or random Directions");
        }

        if (options.Coordinates.Count > 0 && options.Coordinates.Count != options.Neurons * options.Dimension)
        {
            throw new CompositionException($"Coordinates has {options.Coordinates.Count} numbers; {options.Neurons} Neurons in Dimension {options.Dimension} have {options.Neurons * options.Dimension}");
        }

        MemoryNeed.Require(
            $"Neurons is {options.Neurons}: that many directions in {options.Dimension} dimensions",
            options.Neurons,
            "neurons",
            count => Enumerable.Repeat(ArraySize.Of<double>(count, options.Dimension), 3));
        Inputs = options.Inputs == NetworkInputs.Sphere ? new UnitSphere(options.Dimension) : new StandardGaussian(options.Dimension);
        var signs = stream.Child("signs");
        Neurons = new Neurons(
            DrawDirections(stream.Child("directions")),
            Matrix<double>.Build.Dense(options.Neurons, 1, (j, _) => options.Signs.Count > 0 ? options.Signs[j % options.Signs.Count] : signs.NextDouble() < 0.5 ? -1 : 1),
            options.Activation.Activation());
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public Neurons Neurons { get; }

    /// <summary>What the predictor that is zero, and the best constant, lose.</summary>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels
    {
        get
        {
            var scale = Inputs is UnitSphere ? 1.0 / Inputs.Dimension : 1;
            var secondMoment = scale * PopulationLoss.Between(Neurons with { Outputs = 0 * Neurons.Outputs }, Neurons, _team);
            var mean = Neurons.Outputs.Column(0).Sum() * Mean();
            return [new(Quantities.PopulationLoss, "zero", secondMoment), new(Quantities.PopulationLoss, "variance", Math.Max(0, secondMoment - (mean * mean)))];
        }
    }

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs) => Neurons.Predict(inputs, _team);

    /// <inheritdoc/>
    public Matrix<double> Label(Matrix<double> inputs, RandomStream noise)
    {
        var labels = Target(inputs);
        for (var n = 0; n < labels.RowCount && _options.Noise > 0; n++)
        {
            labels[n, 0] += _options.Noise * (_options.NoiseLaw == NoiseLaw.Gaussian ? noise.NextGaussian() : Math.Sqrt(3) * ((2 * noise.NextDouble()) - 1));
        }

        return labels;
    }

    // E act(x_1): E |x_1| is sqrt(2 / pi) on N(0, 1), which the mean length of a Gaussian vector divides on the sphere.
    private double Mean()
    {
        var even = _options.Activation.Activation().Even;
        return even * Math.Sqrt(2 / Math.PI) / (Inputs is UnitSphere ? MeanLength(Inputs.Dimension) : 1);
    }

    // E ||z|| = sqrt(2) Gamma((d + 1)/2) / Gamma(d/2).
    private static double MeanLength(int dimension)
        => Math.Sqrt(2) * Math.Exp(MathNet.Numerics.SpecialFunctions.GammaLn((dimension + 1) / 2.0) - MathNet.Numerics.SpecialFunctions.GammaLn(dimension / 2.0));

    private Matrix<double> DrawDirections(RandomStream stream)
    {
        var (count, dimension) = (_options.Neurons, _options.Dimension);
        if (_options.Coordinates.Count > 0)
        {
            var given = Matrix<double>.Build.DenseOfRowMajor(count, dimension, _options.Coordinates);
            return given.RowNorms(2).Any(norm => !(norm > 0) || !double.IsFinite(norm))
                ? throw new CompositionException("a direction of Coordinates is zero or no finite numbers; it has no length to be divided by")
                : given.NormalizeRows(2);
        }

        switch (_options.Directions)
        {
            case NeuronDirections.Random:
                return new UnitSphere(dimension).Draw(count, stream);
            case NeuronDirections.Orthonormal:
                // Q of a Gaussian matrix is Haar distributed once the signs of R's diagonal are moved into it (Mezzadri 2007).
                var qr = new StandardGaussian(count).Draw(dimension, stream).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
                return qr.Q.Multiply(Matrix<double>.Build.DiagonalOfDiagonalVector(qr.R.Diagonal().PointwiseSign())).Transpose();
            default:
                return Matrix<double>.Build.Dense(count, dimension, (j, k) => j == k ? 1 : 0);
        }
    }
}
