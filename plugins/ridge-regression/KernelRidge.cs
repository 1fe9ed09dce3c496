using BeyondNtk.Abstractions;
using BeyondNtk.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RidgeRegression;

/// <summary>
/// Kernel ridge regression: alpha solves (K + ridge I) alpha = y. The first step computes the kernel matrix; the direct solver then needs
/// one step more, the iterative one a step an iteration.
/// </summary>
public sealed class KernelRidge : IOptimizer
{
    private readonly KernelRidgeOptions _options;
    private readonly IKernelModel _model;
    private readonly DataSet _sample;
    private readonly WorkerTeam _team;
    private readonly Matrix<double> _coefficients;
    private double[]? _kernel;
    private double _shift;
    private ConjugateGradient? _iteration;
    private double _condition = double.NaN;
    private double _residual = double.NaN;

    /// <summary>Checks that the system fits in memory.</summary>
    /// <exception cref="CompositionException">It does not, or the labels have several outputs.</exception>
    public KernelRidge(KernelRidgeOptions options, IKernelModel model, DataSet sample, ThreadBudget threads)
    {
        _options = options;
        _model = model;
        _sample = sample;
        _team = WorkerTeam.Of(threads.Count);
        _coefficients = Matrix<double>.Build.Dense(sample.Count, 1);
        if (sample.Labels.ColumnCount != 1)
        {
            throw new CompositionException($"kernel ridge regression here has one output; the sample has {sample.Labels.ColumnCount}");
        }

        // The direct solver holds the kernel, the system and its factor; each is one array, whose length has a limit too.
        var copies = options.Solver == Solver.Direct ? 3 : 1;
        var needed = sizeof(double) * (long)sample.Count * sample.Count * copies;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var fits = (int)Math.Sqrt(Math.Min(available / (sizeof(double) * copies), Array.MaxLength));
        if (sample.Count > fits)
        {
            throw new CompositionException(
                $"the kernel matrix of {sample.Count} examples needs {needed:N0} bytes, and {available:N0} are available; at most about {fits} examples fit");
        }
    }

    /// <inheritdoc/>
    public long Steps => 1 + (_options.Solver == Solver.Direct ? 1 : _options.MaxIterations);

    /// <inheritdoc/>
    public StepResult Step()
    {
        if (_kernel is null)
        {
            _kernel = KernelMatrix();
            _shift = _options.RidgeScale.Shift(_options.Ridge, _kernel, _sample.Count);
            _iteration = new ConjugateGradient((x, y) => SymmetricProduct.Multiply(_kernel, _shift, x, y, _team), _sample.Labels.Column(0).ToArray());
            return new StepResult(MeanSquare(_iteration.Residual));
        }

        return _options.Solver == Solver.Direct ? SolveDirectly(_kernel) : Iterate(_iteration!);
    }

    /// <summary>The ridge as it was added, the condition number of K + ridge I (an estimate from below) and the relative residual.</summary>
    public IReadOnlyList<Metric> Report() =>
    [
        new("ridge", _shift),
        new("condition-estimate", _options.Solver == Solver.Direct ? _condition : _iteration?.ConditionEstimate() ?? double.NaN),
        new("relative-residual", _residual),
    ];

    private void SetCoefficients(Vector<double> coefficients)
    {
        _coefficients.SetColumn(0, coefficients);
        _model.SetExpansion(_sample.Inputs, _coefficients);
    }

    private StepResult Iterate(ConjugateGradient iteration)
    {
        iteration.Step();
        SetCoefficients(Vector<double>.Build.Dense(iteration.Solution));
        _residual = iteration.RelativeResidual;
        return new StepResult(TrainingLoss(iteration.Residual), _residual <= _options.Tolerance);
    }

    private StepResult SolveDirectly(double[] kernel)
    {
        var count = _sample.Count;
        var system = Matrix<double>.Build.DenseOfColumnMajor(count, count, kernel);
        system.SetDiagonal(system.Diagonal() + _shift);
        var factor = system.Cholesky();
        SetCoefficients(factor.Solve(_sample.Labels.Column(0)));
        var pivots = factor.Factor.Diagonal();
        _condition = Math.Pow(pivots.Maximum() / pivots.Minimum(), 2);

        var labels = _sample.Labels.Column(0);
        var residual = labels - (system * _coefficients.Column(0));
        _residual = labels.L2Norm() > 0 ? residual.L2Norm() / labels.L2Norm() : 0;
        return new StepResult(TrainingLoss(residual.ToArray()), true);
    }

    // y - K alpha = (y - (K + shift) alpha) + shift alpha: the residual of the system gives the training loss for nothing.
    private double TrainingLoss(double[] residual)
    {
        var errors = new double[residual.Length];
        for (var n = 0; n < errors.Length; n++)
        {
            errors[n] = residual[n] + (_shift * _coefficients[n, 0]);
        }

        return MeanSquare(errors);
    }

    private static double MeanSquare(double[] values) => values.Sum(value => value * value) / values.Length;

    // Blocks on and below the diagonal are computed, the others mirrored.
    private double[] KernelMatrix()
    {
        const int BlockSize = 256;
        var count = _sample.Count;
        var matrix = new double[(long)count * count];
        var source = _model.Bind(_sample.Inputs, _sample.Inputs);
        var blocks = (count + BlockSize - 1) / BlockSize;
        _team.Run(blocks, (item, _) =>
        {
            // The longest rows of blocks first, so that the threads end together.
            var row = (blocks - 1 - item) * BlockSize;
            var rows = Math.Min(BlockSize, count - row);
            var block = new double[BlockSize * BlockSize];
            for (var column = 0; column <= row; column += BlockSize)
            {
                var columns = Math.Min(BlockSize, count - column);
                source.Fill(row, rows, column, columns, block);
                for (var i = 0; i < rows; i++)
                {
                    for (var j = 0; j < columns; j++)
                    {
                        matrix[((long)(row + i) * count) + column + j] = block[(i * columns) + j];
                        matrix[((long)(column + j) * count) + row + i] = block[(i * columns) + j];
                    }
                }
            }
        });
        return matrix;
    }
}
