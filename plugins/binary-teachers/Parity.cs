using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.BinaryTeachers;

/// <summary>Options of the teacher "parity".</summary>
public sealed class ParityOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(1, 100_000)]
    public int Dimension { get; init; } = 16;

    /// <summary>The number k of coordinates that the label depends on: the first.</summary>
    [Range(1, 100_000)]
    public int Order { get; init; } = 2;

    /// <summary>Whether a sample has no input twice; of 2^d examples it is then the whole cube.</summary>
    public bool WithoutReplacement { get; init; }
}

/// <summary>The k-sparse parity y = sign(x_1 ... x_k) of a corner of the cube {-1/sqrt(d), 1/sqrt(d)}^d (Telgarsky 2023, whose running example is k = 2).</summary>
public sealed class Parity : BinaryTeacher
{
    private readonly int _order;

    /// <summary>Checks the order.</summary>
    /// <exception cref="CompositionException">It is larger than the dimension.</exception>
    public Parity(ParityOptions options)
        : base(options.WithoutReplacement ? new WithoutReplacement(new Hypercube(options.Dimension)) : new Hypercube(options.Dimension), 0.5)
        => _order = options.Order <= options.Dimension ? options.Order
            : throw new CompositionException($"Order is {options.Order}; the label depends on at most as many coordinates as there are, {options.Dimension}");

    /// <inheritdoc/>
    protected override bool IsPositive(Vector<double> input) => int.IsEvenInteger(Enumerable.Range(0, _order).Count(k => input[k] < 0));
}
