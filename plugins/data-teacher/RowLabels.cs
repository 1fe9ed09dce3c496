using System.Runtime.InteropServices;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher;

/// <summary>The labels of a data set by input: E[y | x] if several rows have the same x.</summary>
internal sealed class RowLabels
{
    private readonly Dictionary<double[], (Vector<double> Sum, int Count)> _labels = new(new SameBits());
    private readonly int _outputs;

    public RowLabels(DataSet data)
    {
        _outputs = data.Labels.ColumnCount;
        for (var n = 0; n < data.Count; n++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_labels, data.Inputs.Row(n).ToArray(), out var known);
            entry = known ? (entry.Sum + data.Labels.Row(n), entry.Count + 1) : (data.Labels.Row(n), 1);
        }
    }

    /// <exception cref="ArgumentException">An input is not a row of the data.</exception>
    public Matrix<double> Find(Matrix<double> inputs)
    {
        var labels = Matrix<double>.Build.Dense(inputs.RowCount, _outputs);
        for (var n = 0; n < inputs.RowCount; n++)
        {
            labels.SetRow(n, _labels.TryGetValue(inputs.Row(n).ToArray(), out var entry)
                ? entry.Sum / entry.Count
                : throw new ArgumentException("a data set has labels of its own inputs only", nameof(inputs)));
        }

        return labels;
    }

    private sealed class SameBits : IEqualityComparer<double[]>
    {
        public bool Equals(double[]? one, double[]? other) => MemoryMarshal.AsBytes<double>(one).SequenceEqual(MemoryMarshal.AsBytes<double>(other));

        public int GetHashCode(double[] row)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes<double>(row));
            return hash.ToHashCode();
        }
    }
}
