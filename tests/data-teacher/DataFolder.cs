using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher.Tests;

/// <summary>A folder of data files of a test's own, deleted with what is in it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("beyond-ntk-data-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, Matrix<double> values)
    {
        var path = Path.Combine(_path, name);
        using var stream = File.Create(path);
        NpyFormat.Write(stream, values);
        return path;
    }

    /// <summary>A teacher whose inputs are (n, -n) and whose label is 10 n, n = 0 to rows - 1.</summary>
    public DataSetTeacher Numbered(int rows, int heldOut, bool shuffle = true, long seed = 1) => new(
        new DataSetTeacherOptions
        {
            Inputs = Write("inputs.npy", Matrix<double>.Build.Dense(rows, 2, (n, k) => k == 0 ? n : -n)),
            Labels = Write("labels.npy", Matrix<double>.Build.Dense(rows, 1, (n, _) => 10 * n)),
            HeldOut = heldOut,
            Shuffle = shuffle,
        },
        new RandomStream(seed));

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
