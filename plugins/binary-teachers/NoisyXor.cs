using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.BinaryTeachers;

/// <summary>Options of the teacher "noisy-xor".</summary>
public sealed class NoisyXorOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(2, 100_000)]
    public int Dimension { get; init; } = 8;

    /// <summary>Whether a sample has no input twice; of 2^d examples it is then the whole law.</summary>
    public bool WithoutReplacement { get; init; }
}

/// <summary>
/// The noisy 2-XOR of Ji and Telgarsky (2020): (x_1, x_2) is (1, 0) or (-1, 0) with the label 1, (0, 1) or (0, -1) with the label -1, and the other coordinates are signs
/// that mean nothing; all divided by sqrt(d - 1).
/// </summary>
public sealed class NoisyXor(NoisyXorOptions options)
    : BinaryTeacher(options.WithoutReplacement ? new WithoutReplacement(new NoisyXorLaw(options.Dimension)) : new NoisyXorLaw(options.Dimension), 0.5)
{
    /// <inheritdoc/>
    protected override bool IsPositive(Vector<double> input) => input[0] != 0;
}

/// <summary>The law of its inputs: 2^d of them, equally likely.</summary>
internal sealed class NoisyXorLaw(int dimension) : InputLaw(dimension), IFiniteLaw
{
    private readonly double _entry = 1 / Math.Sqrt(dimension - 1);

    public double Count => Math.Pow(2, Dimension);

    public override Matrix<double> Draw(int count, RandomStream stream) => Rows(count, (_, _) => stream.NextDouble() < 0.5);

    public Matrix<double> Inputs() => Rows(checked((int)Count), (n, k) => (n >> k & 1) == 0);

    // The first bit of a row says which of the two coordinates is not zero, the second its sign, the others are the signs of the rest.
    private Matrix<double> Rows(int count, Func<int, int, bool> bit)
    {
        var inputs = Matrix<double>.Build.Dense(count, Dimension);
        for (var n = 0; n < count; n++)
        {
            var first = bit(n, 0);
            inputs[n, first ? 0 : 1] = bit(n, 1) ? _entry : -_entry;
            for (var k = 2; k < Dimension; k++)
            {
                inputs[n, k] = bit(n, k) ? _entry : -_entry;
            }
        }

        return inputs;
    }
}
