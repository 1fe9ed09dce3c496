using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>A matrix with a name, as a run saves it.</summary>
/// <param name="Name">A file name without extension: letters, digits, '-' and '_'.</param>
/// <param name="Values">The values, rows x columns as they are saved.</param>
public sealed record NamedArray(string Name, Matrix<double> Values);
