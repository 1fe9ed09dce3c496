using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.RidgeRegression;

/// <summary>
/// A Cholesky factorisation of the stored matrix: the first step computes the matrix, each further one a column of blocks of the factor.
/// </summary>
internal sealed class DirectSolver(KernelRidgeOptions options, Func<IKernelMatrix> bind, double[] right, WorkerTeam team) : ISystemSolver
{
    private CholeskyFactor? _factor;
    private double[]? _residual;

    public long Steps => 1 + CholeskyFactor.StepsFor(right.Length);

    // The matrix, which the factor replaces; a few blocks for each thread, the kernel's own copy of the points and vectors are in the 4 percent.
    public long Bytes => (long)(1.04 * sizeof(double) * right.Length * right.Length);

    public double Shift { get; private set; } = double.NaN;

    public double[]? Solution { get; private set; }

    public double[] Residual => _residual ?? right;

    public double ConditionEstimate => _factor is { IsComplete: true } ? _factor.ConditionEstimate : double.NaN;

    public string ConditionName => "condition-by-pivots";

    public double? Tolerance => null;

    public bool Step()
    {
        if (_factor is null)
        {
            var kernel = bind();
            Shift = options.RidgeScale.Shift(options.Ridge, kernel);
            _factor = new CholeskyFactor(KernelMatrices.Store(kernel, team), right.Length, Shift, team);
            return false;
        }

        _factor.Step();
        if (_factor.IsComplete)
        {
            var solution = (double[])right.Clone();
            _factor.Solve(solution);
            _residual = _factor.Residual(right, solution);
            Solution = solution;
        }

        return _factor.IsComplete;
    }

    // The whole matrix: computing it again would take as long as part of the factor.
    public void Save(BinaryWriter state)
    {
        state.Write(_factor is not null);
        state.Write(Shift);
        _factor?.Save(state);
    }

    public void Restore(BinaryReader state)
    {
        var isBegun = state.ReadBoolean();
        Shift = state.ReadDouble();
        if (isBegun)
        {
            _factor = new CholeskyFactor(state, right.Length, team);
        }
    }
}
