using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.RidgeRegression;

/// <summary>Conjugate gradients: the first step computes the part of the matrix that is kept, each further one is an iteration.</summary>
internal sealed class IterativeSolver(KernelRidgeOptions options, Func<IKernelMatrix> bind, double[] right, WorkerTeam team) : ISystemSolver
{
    private const double Gibibyte = 1L << 30;

    // The partial sums of a product, and what the iteration keeps.
    private const long Vectors = 24;

    private ConjugateGradient? _iteration;

    public long Steps => 1 + (options.MaxIterations ?? KernelRidgeOptions.DefaultMaxIterations);

    public long Bytes => (IsStored ? SymmetricProduct.StoredBytes(right.Length) : 0) + (Vectors * sizeof(double) * right.Length);

    public double Shift { get; private set; } = double.NaN;

    public double[]? Solution { get; private set; }

    public double[] Residual => _iteration?.Residual ?? right;

    public double ConditionEstimate => _iteration?.ConditionEstimate() ?? double.NaN;

    // Within what is allowed, what is available, and what one array holds.
    private bool IsStored => SymmetricProduct.StoredBytes(right.Length) is var bytes && bytes / sizeof(double) <= Array.MaxLength
        && bytes <= Math.Min((options.Memory ?? KernelRidgeOptions.DefaultMemory) * Gibibyte, MemoryNeed.Available);

    public string ConditionName => "condition-by-ritz-values";

    public double? Tolerance => options.Tolerance ?? KernelRidgeOptions.DefaultTolerance;

    public bool Step()
    {
        if (_iteration is null)
        {
            _iteration = Begin();
            return false;
        }

        _iteration.Step();
        Solution = _iteration.Solution;
        return _iteration.RelativeResidual <= Tolerance;
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_iteration is not null);
        state.Write(Solution is not null);
        _iteration?.Save(state);
    }

    // The kept part of the matrix is computed again: it may be as large as the memory.
    public void Restore(BinaryReader state)
    {
        var (isBegun, hasSolution) = (state.ReadBoolean(), state.ReadBoolean());
        if (isBegun)
        {
            _iteration = Begin();
            _iteration.Restore(state);
            Solution = hasSolution ? _iteration.Solution : null;
        }
    }

    private ConjugateGradient Begin()
    {
        var kernel = bind();
        Shift = options.RidgeScale.Shift(options.Ridge, kernel);
        var product = new SymmetricProduct(kernel, IsStored, team);
        return new ConjugateGradient((x, y) => product.Multiply(Shift, x, y), right);
    }
}
