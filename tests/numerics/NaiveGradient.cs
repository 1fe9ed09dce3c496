using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Numerics.Tests;

/// <summary>The loss and field of a two-layer network from their definitions, example by example in double precision.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Field">G_i = mean of loss'(f(x)) act'(&lt;w_i, x&gt;) x, m x d row by row.</param>
/// <param name="Magnitudes">The same mean of absolute values, which rounding errors are proportional to.</param>
internal sealed record NaiveGradient(double Loss, double[] Field, double[] Magnitudes)
{
    public static NaiveGradient Compute(
        DataSet sample, string activation, double[] weights, double[] outputs, IEnumerable<int> rows, Func<double, double, (double Loss, double Slope)> loss)
    {
        var (width, dimension) = (outputs.Length, sample.Inputs.ColumnCount);
        var (total, count) = (0.0, 0);
        var field = new double[width * dimension];
        var magnitudes = new double[width * dimension];
        foreach (var n in rows)
        {
            var z = new double[width];
            var prediction = 0.0;
            for (var i = 0; i < width; i++)
            {
                for (var k = 0; k < dimension; k++)
                {
                    z[i] += weights[(i * dimension) + k] * sample.Inputs[n, k];
                }

                prediction += outputs[i] * (activation == "relu" ? Math.Max(z[i], 0) : Math.Abs(z[i]));
            }

            var (value, slope) = loss(prediction, sample.Labels[n, 0]);
            total += value;
            count++;
            for (var j = 0; j < field.Length; j++)
            {
                var derivative = z[j / dimension] > 0 ? 1 : activation == "relu" ? 0 : -1;
                var contribution = slope * sample.Inputs[n, j % dimension];
                field[j] += derivative * contribution;
                magnitudes[j] += Math.Abs(contribution);
            }
        }

        return new NaiveGradient(total / count, [.. field.Select(value => value / count)], [.. magnitudes.Select(value => value / count)]);
    }

    public static NaiveGradient Squared(DataSet sample, string activation, double[] weights, double[] outputs, IEnumerable<int>? rows = null)
        => Compute(sample, activation, weights, outputs, rows ?? Enumerable.Range(0, sample.Count), (f, y) => ((f - y) * (f - y), 2 * (f - y)));
}
