using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Storage.Export;

/// <summary>An array of a run: inputs, labels, or LEARNER/NAME for weights.</summary>
internal sealed record RunArray(string Name, Matrix<double> Values);

/// <summary>The arrays of a run: its sample, if it has one, and the weights in its folder.</summary>
internal static class RunArrays
{
    public static IReadOnlyList<RunArray> Load(RunFolder folder, DataSet? sample) =>
    [
        .. sample is null ? (RunArray[])[] : [new("inputs", sample.Inputs), new("labels", sample.Labels)],
        .. LoadWeights(folder.Weights),
    ];

    private static IEnumerable<RunArray> LoadWeights(string folder)
        => RunFolder.IsLink(folder) ? []
            : RunFolder.FilesIn(folder, "*.npy")
                .Select(file => (File: file, Name: Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '/')))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => new RunArray(entry.Name, Load(entry.File)));

    private static Matrix<double> Load(string file)
    {
        using var stream = File.OpenRead(file);
        return NpyFormat.Read(stream);
    }
}
