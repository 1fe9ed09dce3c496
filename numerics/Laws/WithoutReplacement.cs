using System.Runtime.InteropServices;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Laws;

/// <summary>Draws each input of a finite law at most once: a sample of as many as there are is the whole law, in random order.</summary>
/// <param name="law">The law, which is finite.</param>
public sealed class WithoutReplacement(InputLaw law) : InputLaw(law.Dimension), IFiniteLaw
{
    private readonly IFiniteLaw _finite = (IFiniteLaw)law;

    /// <inheritdoc/>
    public double Count => _finite.Count;

    /// <inheritdoc/>
    public Matrix<double> Inputs() => _finite.Inputs();

    /// <inheritdoc/>
    /// <exception cref="CompositionException">There are fewer inputs than that.</exception>
    public override Matrix<double> Draw(int count, RandomStream stream)
    {
        if (count > Count)
        {
            throw new CompositionException($"{count} inputs are asked for, and without replacement there are {Count}");
        }

        var rows = new List<double[]>(count);
        var seen = new HashSet<string>();
        while (rows.Count < count)
        {
            // The law draws one after the other, so what is drawn at a time changes nothing.
            foreach (var row in law.Draw(count - rows.Count, stream).ToRowArrays().Where(row => seen.Add(MemoryMarshal.Cast<double, char>(row).ToString())))
            {
                rows.Add(row);
            }
        }

        return count == 0 ? Matrix<double>.Build.Dense(0, Dimension) : Matrix<double>.Build.DenseOfRowArrays(rows);
    }
}
