using System.Globalization;
using System.Runtime.Intrinsics;
using BeyondNtk.Numerics.Native;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.KernelResults;

/// <summary>What every kernel computed in one process.</summary>
/// <param name="VectorBits">The width of the vectors it ran on; 0 when there were none.</param>
/// <param name="Library">The library of the large products and factorisations.</param>
/// <param name="Results">The results.</param>
public sealed record KernelRun(int VectorBits, string Library, IReadOnlyList<Result> Results)
{
    /// <summary>Runs every kernel in this process.</summary>
    public static KernelRun Take(int threads)
    {
        var team = WorkerTeam.Get(threads);
        Result[] results =
        [
            .. SampleProblem.All(threads), .. PopulationProblem.All(threads), .. PredictionProblem.All(team),
            .. MatrixProblems.All(team), .. InverseSines.All(),
        ];
        return new KernelRun(WidestVector, LinearAlgebraLibrary.Description, results);
    }

    /// <summary>Writes it as text.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine(VectorBits.ToString(CultureInfo.InvariantCulture));
        writer.WriteLine(Library);
        foreach (var result in Results)
        {
            writer.WriteLine(result);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static KernelRun Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new KernelRun(int.Parse(lines[0], CultureInfo.InvariantCulture), lines[1], [.. lines[2..].Select(Result.Read)]);
    }

    private static int WidestVector => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
