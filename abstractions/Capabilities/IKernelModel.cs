using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A model that is a kernel: f(x) = sum_n K(x, x_n) alpha_n.</summary>
public interface IKernelModel : IModel
{
    /// <summary>Binds the kernel to two sets of points: the matrix K(left_i, right_j), block by block.</summary>
    /// <param name="left">N x d.</param>
    /// <param name="right">P x d.</param>
    IKernelMatrix Bind(Matrix<double> left, Matrix<double> right);

    /// <summary>Sets the expansion that <see cref="IModel.Predict"/> evaluates.</summary>
    /// <param name="centres">The points x_n, N x d.</param>
    /// <param name="coefficients">The coefficients alpha, N x k.</param>
    void SetExpansion(Matrix<double> centres, Matrix<double> coefficients);
}

/// <summary>A matrix of kernel values that is computed block by block, so that it does not have to be stored.</summary>
public interface IKernelMatrix
{
    /// <summary>The number of rows.</summary>
    int Rows { get; }

    /// <summary>The number of columns.</summary>
    int Columns { get; }

    /// <summary>Computes one block. Calls from several threads at once are allowed.</summary>
    /// <param name="row">The block's first row.</param>
    /// <param name="rows">Its number of rows.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="columns">Its number of columns.</param>
    /// <param name="block">Receives the values row by row, rows x columns.</param>
    void Fill(int row, int rows, int column, int columns, Span<double> block);
}
