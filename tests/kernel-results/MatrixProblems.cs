using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using static BeyondNtk.KernelResults.Rounding;

namespace BeyondNtk.KernelResults;

/// <summary>Products, Gram matrices and the solution of a linear system, of a few rows and columns more than a block.</summary>
internal static class MatrixProblems
{
    private const int Count = 261;

    public static IEnumerable<Result> All(WorkerTeam team) =>
    [
        Products(7, 5, 3, [.. Enumerable.Range(0, 7)]),

        // The edges of MR = 6, MC = 96 and 101 rows; more than NC columns and KC terms, 256 each.
        Products(101, 263, Count, [0, 5, 6, 95, 96, 100]),
        Gram(team),
        Solution(team),
        SymmetricProduct(team, store: true),
        SymmetricProduct(team, store: false),
    ];

    private static Result Products(int rows, int columns, int inner, int[] shown)
    {
        var stream = new RandomStream(104);
        var (a, b) = (Network.Gaussians(rows * inner, stream), Network.Gaussians(columns * inner, stream));
        var products = new double[rows * columns];
        RowProducts.MultiplyNT(a, b, inner, products);
        return Rows($"products of {rows} and {columns} rows of {inner}", products, a, b, inner, shown);
    }

    private static Result Gram(WorkerTeam team)
    {
        const int Inner = 19;
        var a = Network.Gaussians(Count * Inner, new RandomStream(105));
        return Rows("Gram matrix", GramMatrix.Compute(a, Inner, team), a, a, Inner, [0, 6, 255, 256, 260]);
    }

    // Some rows of A B^T.
    private static Result Rows(string name, double[] products, double[] a, double[] b, int inner, int[] shown)
    {
        var columns = b.Length / inner;
        return new Result(
            name,
            [.. shown.SelectMany(i => products[(i * columns)..((i + 1) * columns)])],
            [.. from i in shown from j in Enumerable.Range(0, columns) select inner * Rounding.Double * Magnitude(a.AsSpan(i * inner, inner), b.AsSpan(j * inner, inner))]);
    }

    // The eigenvalues of G + I lie between 1 and 1 + the largest sum of a row of |G|, which bounds the condition number. A solution by Cholesky
    // factors is off by at most n (3n + 1) u times that (Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.4), with blocks on the
    // diagonal inverted by their condition number more, at most the root of the whole one. The Gram matrix and the shift themselves are off by
    // some 20 u of its norm, far less.
    private static Result Solution(WorkerTeam team)
    {
        const int Inner = 19;
        var gram = GramMatrix.Compute([.. Network.Gaussians(Count * Inner, new RandomStream(106)).Select(value => value / Math.Sqrt(Inner))], Inner, team);
        var condition = 1 + Enumerable.Range(0, Count).Max(i => gram.AsSpan(i * Count, Count).ToArray().Sum(Math.Abs));
        var factor = new CholeskyFactor(gram, Count, 1, team);
        while (!factor.IsComplete)
        {
            factor.Step();
        }

        var x = Network.Gaussians(Count, new RandomStream(107));
        factor.Solve(x);
        var norm = Math.Sqrt(Magnitude(x, x));
        return new Result("solution", x, Count * ((3 * Count) + 1) * Rounding.Double * Math.Pow(condition, 1.5) * norm);
    }

    // 16 chunks of blocks are added up, and the shift.
    private static Result SymmetricProduct(WorkerTeam team, bool store)
    {
        var x = Network.Gaussians(Count, new RandomStream(108));
        var y = new double[Count];
        new SymmetricProduct(new Decay(), store, team).Multiply(0.75, x, y);
        return new Result(
            $"symmetric product, {(store ? "stored" : "computed anew")}",
            y,
            [.. Enumerable.Range(0, Count).Select(i => (Count + 18) * Rounding.Double * (Enumerable.Range(0, Count).Sum(j => Decay.Entry(i, j) * Math.Abs(x[j])) + (0.75 * Math.Abs(x[i]))))]);
    }

    private sealed class Decay : IKernelMatrix
    {
        int IKernelMatrix.Rows => Count;

        public int Columns => Count;

        public static double Entry(int i, int j) => 1.0 / (1 + Math.Abs(i - j));

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    block[(i * columns) + j] = Entry(row + i, column + j);
                }
            }
        }
    }
}
