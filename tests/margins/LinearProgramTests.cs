using System.Diagnostics;
using System.Globalization;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.BinaryTeachers;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins.Tests;

/// <summary>The matrix game against SciPy's linear programme, which finds its value to rounding.</summary>
public sealed class LinearProgramTests
{
    private const string Programme =
        """
        import sys, numpy as np
        from scipy.optimize import linprog
        M = np.loadtxt(sys.stdin, delimiter=',', ndmin=2)
        n, m = M.shape
        r = linprog(np.r_[np.zeros(m), -1], A_ub=np.c_[-M, np.ones(n)], b_ub=np.zeros(n), A_eq=[[1] * m + [0]], b_eq=[1], bounds=[(0, None)] * m + [(None, None)])
        print(repr(float(r.x[-1])))
        """;

    // Of a sample smaller than the cube, where no symmetry helps.
    [SciPyTheory]
    [InlineData(4, 10, 50)]
    [InlineData(6, 40, 300)]
    public void TheValueLiesBetweenTheBounds(int dimension, int count, int directions)
    {
        var teacher = new Parity(new() { Dimension = dimension });
        var sample = DataSet.Draw(teacher, count, new RandomStream(1));
        var neurons = new StandardGaussian(dimension).Draw(directions, new RandomStream(2)).NormalizeRows(2);
        var payoffs = sample.Inputs.TransposeAndMultiply(neurons).MapIndexed((n, j, z) => Math.Max(0, z) * sample.Labels[n, 0] * (int.IsEvenInteger(j) ? 1 : -1), Zeros.Include);

        var (lower, upper) = MatrixGame.Solve(payoffs, 1e-3, 100_000);
        var value = Ask(payoffs);

        Assert.InRange(value, lower - 1e-9, upper + 1e-9);
        Assert.InRange(upper - lower, 0, 1e-3 * payoffs.Enumerate().Max(Math.Abs));
    }

    private static double Ask(Matrix<double> payoffs)
    {
        using var process = Process.Start(new ProcessStartInfo(SciPyTheoryAttribute.Python, ["-c", Programme]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        foreach (var row in payoffs.EnumerateRows())
        {
            process.StandardInput.WriteLine(string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }

        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }
}

/// <summary>A test that has SciPy as its other side; skipped where it is not installed.</summary>
public sealed class SciPyTheoryAttribute : TheoryAttribute
{
    /// <summary>The system's own Python: that is what packages of the system install into.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly bool IsThere = Imports();

    public SciPyTheoryAttribute() => Skip = IsThere ? null : $"{Python} has no SciPy (Debian: apt-get install python3-scipy)";

    private static bool Imports()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import scipy.optimize"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
