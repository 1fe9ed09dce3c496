using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.Numerics.Linear;

/// <summary>
/// The method of conjugate gradients for A x = b with A symmetric and positive definite, one iteration at a time (Hestenes and Stiefel
/// 1952). Its coefficients are those of the Lanczos process, from which it estimates the extreme eigenvalues.
/// </summary>
public sealed class ConjugateGradient : IResumable
{
    private readonly Action<double[], double[]> _multiply;
    private readonly double[] _direction;
    private readonly double[] _product;
    private readonly double _rightNorm;
    private readonly List<double> _steps = [];
    private readonly List<double> _ratios = [];
    private double _residualSquared;

    /// <summary>Starts at x = 0.</summary>
    /// <param name="multiply">Writes A times its first argument into its second, both of length n.</param>
    /// <param name="right">The right-hand side b, of length n.</param>
    public ConjugateGradient(Action<double[], double[]> multiply, ReadOnlySpan<double> right)
    {
        _multiply = multiply;
        Solution = new double[right.Length];
        Residual = right.ToArray();
        _direction = right.ToArray();
        _product = new double[right.Length];
        _residualSquared = TensorPrimitives.Dot<double>(Residual, Residual);
        _rightNorm = Math.Sqrt(_residualSquared);
    }

    /// <summary>The iterate x, of length n.</summary>
    public double[] Solution { get; }

    /// <summary>b - A x as the recurrence computes it, of length n.</summary>
    public double[] Residual { get; }

    /// <summary>||b - A x|| / ||b||; 0 if b = 0.</summary>
    public double RelativeResidual => _rightNorm > 0 ? Math.Sqrt(_residualSquared) / _rightNorm : 0;

    /// <summary>Takes one iteration.</summary>
    public void Step()
    {
        if (_residualSquared == 0)
        {
            return;
        }

        _multiply(_direction, _product);
        var step = _residualSquared / TensorPrimitives.Dot<double>(_direction, _product);
        TensorPrimitives.MultiplyAdd(_direction, step, Solution, Solution);
        TensorPrimitives.MultiplyAdd(_product, -step, Residual, Residual);
        var next = TensorPrimitives.Dot<double>(Residual, Residual);
        var ratio = next / _residualSquared;
        TensorPrimitives.MultiplyAdd(_direction, ratio, Residual, _direction);
        _residualSquared = next;
        _steps.Add(step);
        _ratios.Add(ratio);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter state)
    {
        state.WriteArray<double>(Solution);
        state.WriteArray<double>(Residual);
        state.WriteArray<double>(_direction);
        state.WriteArray<double>(CollectionsMarshal.AsSpan(_steps));
        state.WriteArray<double>(CollectionsMarshal.AsSpan(_ratios));
        state.Write(_residualSquared);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        state.ReadArray<double>(Solution);
        state.ReadArray<double>(Residual);
        state.ReadArray<double>(_direction);
        _steps.AddRange(state.ReadArray<double>());
        _ratios.AddRange(state.ReadArray<double>());
        _residualSquared = state.ReadDouble();
    }

    /// <summary>
    /// The ratio of the extreme Ritz values, which approaches the condition number of A from below: it estimates the part that b excites.
    /// </summary>
    public double ConditionEstimate()
    {
        if (_steps.Count == 0)
        {
            return 1;
        }

        // The Lanczos matrix, tridiagonal, from the coefficients of CG (Golub and Van Loan, Matrix Computations, section 11.3).
        var diagonal = new double[_steps.Count];
        var squaredBelow = new double[_steps.Count];
        for (var k = 0; k < diagonal.Length; k++)
        {
            diagonal[k] = (1 / _steps[k]) + (k > 0 ? _ratios[k - 1] / _steps[k - 1] : 0);
            squaredBelow[k] = k > 0 ? _ratios[k - 1] / (_steps[k - 1] * _steps[k - 1]) : 0;
        }

        return Eigenvalue(diagonal, squaredBelow, diagonal.Length - 1) / Eigenvalue(diagonal, squaredBelow, 0);
    }

    // The eigenvalue of a given rank in a positive definite tridiagonal matrix, by bisection on the number of eigenvalues below a value.
    private static double Eigenvalue(double[] diagonal, double[] squaredBelow, int rank)
    {
        // Between 0 and the trace; bisection in the logarithm finds small values as accurately as large ones.
        var (low, high) = (double.Epsilon, diagonal.Sum());
        while (high > low * (1 + 1e-14))
        {
            var middle = Math.Sqrt(low) * Math.Sqrt(high);
            (low, high) = CountBelow(diagonal, squaredBelow, middle) > rank ? (low, middle) : (middle, high);
        }

        return high;
    }

    // The number of negative pivots of A - value I is the number of eigenvalues below the value (Sylvester's law of inertia).
    private static int CountBelow(double[] diagonal, double[] squaredBelow, double value)
    {
        var (count, pivot) = (0, 1.0);
        for (var k = 0; k < diagonal.Length; k++)
        {
            pivot = diagonal[k] - value - (squaredBelow[k] / pivot);
            pivot = pivot == 0 ? double.Epsilon : pivot;
            count += pivot < 0 ? 1 : 0;
        }

        return count;
    }
}
