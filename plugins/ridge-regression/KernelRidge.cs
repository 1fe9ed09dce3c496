using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RidgeRegression;

/// <summary>
/// Kernel ridge regression: alpha solves (K + ridge I) alpha = y. The first step prepares, which for a kernel matrix that is kept means computing it;
/// further steps solve. Their number depends on the solver.
/// </summary>
public sealed class KernelRidge : IOptimizer, IResourceUse, IResumable, IDivergenceAdvice
{
    // A smaller system is solved within a few hundredths of a second.
    private const int ManyExamples = 1000;

    private readonly IKernelModel _model;
    private readonly DataSet _sample;
    private readonly ISystemSolver _solver;
    private readonly double _labelNorm;

    /// <summary>Checks that the system fits in memory.</summary>
    /// <exception cref="CompositionException">It does not, the labels have several outputs, or an option is not one of the solver's.</exception>
    public KernelRidge(KernelRidgeOptions options, IKernelModel model, DataSet sample, ThreadBudget threads)
    {
        if (sample.Labels.ColumnCount != 1)
        {
            throw new CompositionException($"kernel ridge regression here has one output; the sample has {sample.Labels.ColumnCount}");
        }

        if (options is { Solver: Solver.Direct } and not { Memory: null, Tolerance: null, MaxIterations: null })
        {
            throw new CompositionException("Memory, Tolerance and MaxIterations belong to \"Solver\": \"iterative\"; the direct solver has no use for them");
        }

        _model = model;
        _sample = sample;
        var labels = sample.Labels.ToColumnMajorArray();
        _labelNorm = TensorPrimitives.Norm<double>(labels);
        var team = WorkerTeam.Get(threads.Count);
        if (options.Solver == Solver.Direct)
        {
            MemoryNeed.Require(
                $"the kernel matrix of {sample.Count} examples",
                sample.Count,
                "examples",
                count => [ArraySize.Of<double>(count, count)],
                ", or any number with \"Solver\": \"iterative\"");
            _solver = new DirectSolver(options, Bind, labels, team);
        }
        else
        {
            _solver = new IterativeSolver(options, Bind, labels, team);
        }
    }

    /// <inheritdoc/>
    public string Advice => RidgeScales.Advice(_solver.Shift);

    /// <inheritdoc/>
    public long Steps => _solver.Steps;

    /// <inheritdoc/>
    public long Bytes => _solver.Bytes;

    /// <summary>All threads, once the system is large.</summary>
    public int UsefulThreads => _sample.Count >= ManyExamples ? int.MaxValue : 1;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var finished = _solver.Step();
        if (_solver.Solution is not { } solution)
        {
            return new StepResult(TensorPrimitives.SumOfSquares<double>(_solver.Residual) / _sample.Count);
        }

        SetExpansion(solution);

        // y - K alpha = (y - (K + shift) alpha) + shift alpha: the residual of the system gives the training loss for free.
        var errors = new double[_sample.Count];
        TensorPrimitives.MultiplyAdd(solution, _solver.Shift, _solver.Residual, errors);
        return new StepResult(TensorPrimitives.SumOfSquares<double>(errors) / errors.Length, finished);
    }

    /// <summary>
    /// The ridge as it was added; the condition number of K + ridge I, estimated from below by the pivots of its factor or by the Ritz values of the
    /// iteration, as the name says; the relative residual, and of the iteration how it compares with the tolerance.
    /// </summary>
    public IReadOnlyList<Metric> Report() =>
    [
        new("ridge", _solver.Shift),
        new(_solver.ConditionName, _solver.ConditionEstimate) { Quantity = Quantities.ConditionNumber },
        new("relative-residual", RelativeResidual),
        .. _solver.Tolerance is { } tolerance ? [new Metric("residual-over-tolerance", RelativeResidual / tolerance) { Quantity = Quantities.ResidualOverTolerance }] : Array.Empty<Metric>(),
    ];

    private double RelativeResidual => _labelNorm > 0 ? TensorPrimitives.Norm<double>(_solver.Residual) / _labelNorm : 0;

    /// <inheritdoc/>
    public void Save(BinaryWriter state) => _solver.Save(state);

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        _solver.Restore(state);
        if (_solver.Solution is { } solution)
        {
            SetExpansion(solution);
        }
    }

    private void SetExpansion(double[] solution)
        => _model.SetExpansion(_sample.Inputs, Matrix<double>.Build.DenseOfColumnMajor(_sample.Count, 1, solution));

    private IKernelMatrix Bind() => _model.Bind(_sample.Inputs, _sample.Inputs);
}
