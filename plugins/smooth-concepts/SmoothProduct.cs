using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SmoothConcepts;

/// <summary>Options of the teacher "smooth-product".</summary>
public sealed class SmoothProductOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(2, 100_000)]
    public int Dimension { get; init; } = 4;

    /// <summary>phi.</summary>
    public SmoothFunction Summed { get; init; } = new() { Frequency = 3 };

    /// <summary>psi.</summary>
    public SmoothFunction Factor { get; init; } = new() { Function = FunctionName.Cos, Frequency = 7 };

    /// <summary>What is subtracted before the square.</summary>
    [Range(-1e6, 1e6)]
    public double Offset { get; init; } = 2;
}

/// <summary>
/// f*(x) = (phi(x_1) + ... + phi(x_{d-1}) - offset)^2 psi(x_d) on the unit sphere: both targets of the experiments of Allen-Zhu, Li and Liang (2019, section 7), of which the first,
/// (sin 3 x_1 + sin 3 x_2 + sin 3 x_3 - 2)^2 cos 7 x_4, is the default and the second has tanh 8 z in place of both functions.
/// </summary>
public sealed class SmoothProduct : IConcept, IReferenceLevels
{
    // From enough for low frequencies to what still takes less than a second.
    private const int FewestNodes = 48;
    private const int MostNodes = 192;

    private readonly SmoothProductOptions _options;

    /// <summary>Checks the functions.</summary>
    /// <exception cref="CompositionException">A polynomial has no coefficients, or another function has some.</exception>
    public SmoothProduct(SmoothProductOptions options)
    {
        _options = options;
        options.Summed.Require(nameof(options.Summed));
        options.Factor.Require(nameof(options.Factor));
        Inputs = new UnitSphere(options.Dimension);
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SmoothFunction> Inner => [_options.Summed, _options.Factor];

    /// <summary>The square, normalised as if its d - 1 terms had weights of length 1.</summary>
    public (SmoothFunction Function, int Terms)? Outer
        => (new SmoothFunction { Function = FunctionName.Polynomial, Coefficients = [_options.Offset * _options.Offset, -2 * _options.Offset * Math.Sqrt(_options.Dimension - 1), _options.Dimension - 1] }, _options.Dimension - 1);

    /// <summary>In 4 dimensions what the predictor that is zero, and the best constant, lose, by quadrature; none of functions that vary too fast for it.</summary>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels
    {
        get
        {
            if (_options.Dimension != 4)
            {
                return [];
            }

            var (mean, square) = Moments(FewestNodes);
            for (var nodes = 2 * FewestNodes; nodes <= MostNodes; nodes *= 2)
            {
                var (coarseMean, coarseSquare) = (mean, square);
                (mean, square) = Moments(nodes);
                if (Math.Abs(mean - coarseMean) < 1e-6 * Math.Sqrt(square) && Math.Abs(square - coarseSquare) < 1e-6 * square)
                {
                    return Levels(mean, square);
                }
            }

            return [];
        }
    }

    private static IReadOnlyList<ReferenceLevel> Levels(double mean, double square)
        => [new(Quantities.PopulationLoss, "zero", square), new(Quantities.PopulationLoss, "variance", square - (mean * mean))];

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1, (n, _) => Target(Enumerable.Range(0, inputs.ColumnCount).Select(k => inputs[n, k])));

    private double Target(IEnumerable<double> input)
    {
        double[] x = [.. input];
        var sum = x[..^1].Sum(_options.Summed.Value) - _options.Offset;
        return sum * sum * _options.Factor.Value(x[^1]);
    }

    // x = (sin t (sin u (cos v, sin v), cos u), cos t): Gauss-Chebyshev of the second kind in cos t, Gauss-Legendre in cos u, equal steps in v.
    private (double Mean, double Square) Moments(int nodes)
    {
        var legendre = new GaussLegendreRule(-1, 1, nodes);
        var (mean, square) = (0.0, 0.0);
        for (var t = 1; t <= nodes; t++)
        {
            var (sine, last) = Math.SinCos(t * Math.PI / (nodes + 1));
            var factor = _options.Factor.Value(last);
            var weight = 2 * sine * sine / (nodes + 1);
            for (var u = 0; u < nodes; u++)
            {
                var cosine = legendre.GetAbscissa(u);
                var radius = sine * Math.Sqrt(1 - (cosine * cosine));
                var third = _options.Summed.Value(sine * cosine) - _options.Offset;
                for (var v = 0; v < nodes; v++)
                {
                    var (y, x) = Math.SinCos(2 * Math.PI * v / nodes);
                    var sum = _options.Summed.Value(radius * x) + _options.Summed.Value(radius * y) + third;
                    var value = sum * sum * factor;
                    var share = weight * legendre.GetWeight(u) / 2 / nodes;
                    mean += share * value;
                    square += share * value * value;
                }
            }
        }

        return (mean, square);
    }
}
