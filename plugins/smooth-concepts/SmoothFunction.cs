using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics;

namespace BeyondNtk.SmoothConcepts;

/// <summary>A smooth function of one number, by name.</summary>
public enum FunctionName
{
    /// <summary>sin(c z).</summary>
    Sin,

    /// <summary>cos(c z).</summary>
    Cos,

    /// <summary>tanh(c z), whose power series ends at |z| = pi / (2 c).</summary>
    Tanh,

    /// <summary>exp(c z).</summary>
    Exp,

    /// <summary>sum_i k_i (c z)^i.</summary>
    Polynomial,
}

/// <summary>A smooth function phi(z) = sum_i c_i z^i.</summary>
public sealed class SmoothFunction
{
    // Of tanh, whose coefficients have no short closed form.
    private const int KnownTerms = 2000;

    /// <summary>Which.</summary>
    public FunctionName Function { get; init; } = FunctionName.Sin;

    /// <summary>The factor c of the argument.</summary>
    [Range(-1e3, 1e3)]
    public double Frequency { get; init; } = 1;

    /// <summary>The coefficients k_0, k_1, ... of a polynomial in c z; other functions have none.</summary>
    public IReadOnlyList<double> Coefficients { get; init; } = [];

    /// <summary>phi(z).</summary>
    public double Value(double z) => Function switch
    {
        FunctionName.Sin => Math.Sin(Frequency * z),
        FunctionName.Cos => Math.Cos(Frequency * z),
        FunctionName.Tanh => Math.Tanh(Frequency * z),
        FunctionName.Exp => Math.Exp(Frequency * z),
        _ => Polynomial.Evaluate(Frequency * z, [.. Coefficients]),
    };

    /// <summary>Checks that a polynomial has coefficients and nothing else has.</summary>
    /// <param name="place">Where the function stands among the options.</param>
    /// <exception cref="CompositionException">It is not so.</exception>
    public void Require(string place)
    {
        if (Function == FunctionName.Polynomial != Coefficients.Count > 0)
        {
            throw new CompositionException(Coefficients.Count > 0
                ? $"{place}:Coefficients are those of a polynomial, and {place}:Function is {Function}; choose polynomial, or give none"
                : $"{place}:Function is polynomial, but {place}:Coefficients is empty; give k_0, k_1 and so on");
        }
    }

    /// <summary>C_s(phi, R) = C sum_i (i + 1)^1.75 R^i |c_i|, which the number of examples grows with.</summary>
    /// <param name="radius">R.</param>
    /// <param name="constant">C.</param>
    /// <returns>Infinity where the series does not converge, converges too slowly to be summed, or exceeds what a double holds.</returns>
    public double SampleComplexity(double radius, double constant) => constant * Sum(i => (1.75 * Math.Log(i + 1)) + Power(i, radius));

    /// <summary>C_eps(phi, R) = sum_i ((C R)^i + (C R sqrt(log(1/eps) / i))^i) |c_i|, which the width grows with.</summary>
    /// <param name="radius">R.</param>
    /// <param name="constant">C.</param>
    /// <param name="accuracy">eps.</param>
    /// <returns>Infinity where the series does not converge, converges too slowly to be summed, or exceeds what a double holds.</returns>
    public double WidthComplexity(double radius, double constant, double accuracy)
        => Sum(i => Power(i, constant * radius)) + Sum(i => Power(i, i == 0 ? 1 : constant * radius * Math.Sqrt(Math.Log(1 / accuracy) / i)));

    // The sum of exp(factor(i)) |c_i|, logarithms of which neither overflow nor underflow.
    private double Sum(Func<int, double> factor)
    {
        var logarithms = Logarithms();
        var sum = 0.0;
        for (var i = 0; i < logarithms.Length; i++)
        {
            sum += Math.Exp(factor(i) + logarithms[i]);
        }

        // Terms of a series that converges have become nothing long before the last ones known.
        var last = Enumerable.Range(logarithms.Length - Math.Min(logarithms.Length, 10), Math.Min(logarithms.Length, 10)).Max(i => Math.Exp(factor(i) + logarithms[i]));
        return Function == FunctionName.Polynomial || last <= 1e-17 * sum ? sum : double.PositiveInfinity;
    }

    private static double Power(int exponent, double value) => exponent == 0 ? 0 : exponent * Math.Log(value);

    // log |c_i|.
    private double[] Logarithms()
    {
        var scale = Math.Log(Math.Abs(Frequency));
        return Function switch
        {
            FunctionName.Polynomial => [.. Coefficients.Select((value, i) => Math.Log(Math.Abs(value)) + (i == 0 ? 0 : i * scale))],
            FunctionName.Tanh => [.. TanhLogarithms().Select((value, i) => value + (i == 0 ? 0 : i * scale))],
            _ => [.. Enumerable.Range(0, KnownTerms).Select(i => IsZero(i) ? double.NegativeInfinity : (i == 0 ? 0 : i * scale) - SpecialFunctions.FactorialLn(i))],
        };
    }

    private bool IsZero(int i) => Function switch
    {
        FunctionName.Sin => int.IsEvenInteger(i),
        FunctionName.Cos => int.IsOddInteger(i),
        _ => false,
    };

    // The terms of tanh z = sum_n 2 z / ((n - 1/2)^2 pi^2 + z^2) give |c_i| = 2 sum_n ((n - 1/2) pi)^-(i + 1) for odd i.
    private static double[] TanhLogarithms()
    {
        var logarithms = new double[KnownTerms];
        for (var i = 0; i < KnownTerms; i++)
        {
            // Relative to the first term the others are (2 n - 1)^-(i + 1); their sum over odd numbers is (1 - 2^-(i + 1)) zeta(i + 1).
            logarithms[i] = int.IsEvenInteger(i) ? double.NegativeInfinity
                : Math.Log(2 * OddZeta(i + 1)) - ((i + 1) * Math.Log(Math.PI / 2));
        }

        return logarithms;
    }

    // sum_n (2 n - 1)^-s, the rest by the midpoint rule and its first correction (Euler and Maclaurin), after which the error of 1,000 terms is below rounding.
    private static double OddZeta(int s)
    {
        const int Terms = 1000;
        var sum = (Math.Pow(2 * Terms, 1 - s) / (2 * (s - 1))) - (s * Math.Pow(2 * Terms, -s - 1) / 12);
        for (var n = Terms; n > 0; n--)
        {
            sum += Math.Pow((2 * n) - 1, -s);
        }

        return sum;
    }
}
