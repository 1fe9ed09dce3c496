namespace BeyondNtk.Numerics.Linear;

/// <summary>Some rows of a matrix that is stored row by row.</summary>
internal readonly unsafe struct Rows(double* pointer, nint stride, int count)
{
    /// <summary>The start of the first row.</summary>
    public double* Pointer { get; } = pointer;

    /// <summary>The stride from one row to the next.</summary>
    public nint Stride { get; } = stride;

    /// <summary>The number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>Some of the rows.</summary>
    public Rows From(int first, int count) => new(Pointer + (first * Stride), Stride, count);

    /// <summary>The rows of a block; the last block may have fewer.</summary>
    public Rows Block(int index, int size) => From(index * size, Math.Min(size, Count - (index * size)));

    /// <summary>The same rows from another column on.</summary>
    public Rows FromColumn(int first) => new(Pointer + first, Stride, Count);
}

/// <summary>What a product does to the matrix that it is written to.</summary>
internal enum ProductMode
{
    Set,
    Add,
    Subtract,
}
