using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NtkBaseline.Tests;

public sealed class NtkKernelTests
{
    private const int D = 3;

    // The tangent kernel of f(x) = (1/sqrt M) sum_i a_i relu(<w_i, x>) is a mean over neurons:
    // relu(<w, x>) relu(<w, z>) for the output layer and a^2 1[<w, x> > 0] 1[<w, z> > 0] <x, z> for the first.
    [Theory]
    [InlineData(Layers.Both)]
    [InlineData(Layers.First)]
    [InlineData(Layers.Output)]
    public void IsTheTangentKernelOfAWideNetwork(Layers layers)
    {
        const int Width = 200_000;
        var points = Matrix<double>.Build.DenseOfRowArrays([1, 0, 0], [0, 2, 0], [0.9, 0.1, -0.2], [-1, 0.05, 0.1], [-0.5, 0.5, 0.5]);
        var kernel = Fill(layers, points);
        var sum = Matrix<double>.Build.Dense(5, 5);
        var squares = Matrix<double>.Build.Dense(5, 5);
        var stream = new RandomStream(1);
        var inner = points * points.Transpose();
        for (var neuron = 0; neuron < Width; neuron++)
        {
            var (a, w1, w2, w3) = (stream.NextGaussian(), stream.NextGaussian(), stream.NextGaussian(), stream.NextGaussian());
            for (var i = 0; i < 5; i++)
            {
                var x = (w1 * points[i, 0]) + (w2 * points[i, 1]) + (w3 * points[i, 2]);
                for (var j = 0; j < 5; j++)
                {
                    var z = (w1 * points[j, 0]) + (w2 * points[j, 1]) + (w3 * points[j, 2]);
                    var output = Math.Max(x, 0) * Math.Max(z, 0);
                    var first = x > 0 && z > 0 ? a * a * inner[i, j] : 0;
                    var value = layers switch { Layers.Output => output, Layers.First => first, _ => output + first };
                    sum[i, j] += value;
                    squares[i, j] += value * value;
                }
            }
        }

        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var mean = sum[i, j] / Width;
                var standardError = Math.Sqrt(((squares[i, j] / Width) - (mean * mean)) / Width);
                Assert.InRange(kernel[i, j] - mean, -5 * standardError, 5 * standardError);
            }
        }
    }

    // Both halves are E relu(<w, x>)^2 = |x|^2 / 2 and |x|^2 P(active) = |x|^2 / 2. The angle is an arc cosine at 1, where a cosine that is
    // rounded by 1e-16 or two leaves 2e-8 of pi.
    [Theory]
    [InlineData(Layers.Both, 1)]
    [InlineData(Layers.First, 0.5)]
    [InlineData(Layers.Output, 0.5)]
    public void TheDiagonalIsTheSquaredNorm(Layers layers, double factor)
    {
        var points = new StandardGaussian(D).Draw(50, new RandomStream(2));
        var kernel = Fill(layers, points);

        for (var n = 0; n < 50; n++)
        {
            var expected = factor * points.Row(n).DotProduct(points.Row(n));
            Assert.Equal(expected, kernel[n, n], expected * 2e-8);
        }
    }

    [Theory]
    [InlineData(Layers.Both)]
    [InlineData(Layers.First)]
    [InlineData(Layers.Output)]
    public void ScalesWithEachOfItsPoints(Layers layers)
    {
        var x = new StandardGaussian(D).Draw(1, new RandomStream(3));
        var z = new StandardGaussian(D).Draw(1, new RandomStream(4));
        var value = Create(layers).Bind(x, z);
        var scaled = Create(layers).Bind(3 * x, 0.25 * z);
        var (first, second) = (new double[1], new double[1]);
        value.Fill(0, 1, 0, 1, first);
        scaled.Fill(0, 1, 0, 1, second);

        Assert.Equal(0.75 * first[0], second[0], 1e-14);
        Assert.NotEqual(0, first[0], 0.01);
    }

    [Theory]
    [InlineData(Layers.Both)]
    [InlineData(Layers.First)]
    [InlineData(Layers.Output)]
    public void IsPositiveSemiDefinite(Layers layers)
    {
        var kernel = Fill(layers, new StandardGaussian(D).Draw(60, new RandomStream(5)));
        var values = kernel.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToArray();

        // The diagonal is rounded by up to 1e-8 of itself, see above; nothing else comes near.
        Assert.InRange(values.Min(), -1e-8 * Enumerable.Range(0, 60).Max(n => kernel[n, n]), double.PositiveInfinity);
        Assert.Equal(kernel.Trace(), values.Sum(), 1e-10);
    }

    [Fact]
    public void APointAtZeroHasNoKernel()
        => Assert.Equal(0, Fill(Layers.Both, Matrix<double>.Build.DenseOfRowArrays([0, 0, 0], [1, 2, 3]))[0, 1]);

    // Blocks of a matrix are the matrix, wherever they start.
    [Fact]
    public void BlocksAgreeWithTheWhole()
    {
        var left = new StandardGaussian(D).Draw(11, new RandomStream(6));
        var right = new StandardGaussian(D).Draw(9, new RandomStream(7));
        var matrix = Create(Layers.Both).Bind(left, right);
        var whole = new double[99];
        matrix.Fill(0, 11, 0, 9, whole);
        var block = new double[15];
        matrix.Fill(6, 5, 4, 3, block);

        Assert.Equal((11, 9), (matrix.Rows, matrix.Columns));
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                Assert.Equal(whole[((6 + i) * 9) + 4 + j], block[(i * 3) + j], 1e-14);
            }
        }
    }

    private static NtkModel Create(Layers layers) => new(new NtkOptions { Layers = layers }, new ThreadBudget(2));

    private static Matrix<double> Fill(Layers layers, Matrix<double> points)
    {
        var block = new double[points.RowCount * points.RowCount];
        Create(layers).Bind(points, points).Fill(0, points.RowCount, 0, points.RowCount, block);
        return Matrix<double>.Build.DenseOfRowMajor(points.RowCount, points.RowCount, block);
    }
}
