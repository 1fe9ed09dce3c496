using System.Globalization;
using System.IO.Compression;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Export;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Tests;

/// <summary>What leaves a run for other programs.</summary>
public sealed class RunArraysTests : IDisposable
{
    private static readonly Matrix<double> Weights = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0 / 3, -0.0 }, { 1e-300, double.MaxValue } });
    private readonly TempFolder _folder = new();
    private readonly IReadOnlyList<RunArray> _arrays;

    public RunArraysTests()
    {
        foreach (var learner in new[] { "b c", "a" })
        {
            NpyFile.Save(_folder.File("weights", learner, "w.npy"), Weights);
        }

        _arrays = RunArrays.Load(new RunFolder(_folder.Path), new DataSet(2 * Weights, Weights.SubMatrix(0, 2, 0, 1)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnNpzHoldsSampleAndWeightsAndIsTheSameBytesEachTime()
    {
        ArrayFiles.SaveNpz(_folder.File("one.npz"), _arrays);
        ArrayFiles.SaveNpz(_folder.File("two.npz"), _arrays);
        using var archive = ZipFile.OpenRead(_folder.File("one.npz"));
        using var content = archive.GetEntry("b c/w.npy")!.Open();

        Assert.Equal(["inputs.npy", "labels.npy", "a/w.npy", "b c/w.npy"], archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
        Assert.Equal(Bits(Weights), Bits(NpyFormat.Read(content)));
        Assert.Equal(File.ReadAllBytes(_folder.File("one.npz")), File.ReadAllBytes(_folder.File("two.npz")));
    }

    [Fact]
    public void CsvHasTheSameBits()
    {
        ArrayFiles.SaveCsv(_folder.File("tables"), _arrays);

        var rows = File.ReadAllLines(_folder.File("tables", "a", "w.csv")).Select(line => line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)));
        Assert.Equal(Bits(Weights), Bits(Matrix<double>.Build.DenseOfRows(rows)));
    }

    [Fact]
    public void MetricsBecomeAListOfObjects()
        => Assert.Equal(
            """[{"learner":"a, b","step":12,"seconds":0.5,"evaluator":"e","metric":"m","value":0.30000000000000004},{"learner":"c","step":0,"seconds":0,"evaluator":"e","metric":"m","value":null}]""",
            System.Text.Json.Nodes.JsonNode.Parse(MetricsJson.Of([MetricsFile.Header, "\"a, b\",12,0.500000,e,m,0.30000000000000004", "c,0,0.000000,e,m,NaN"]))!.ToJsonString());

    private static IEnumerable<long> Bits(Matrix<double> matrix) => matrix.ToRowMajorArray().Select(BitConverter.DoubleToInt64Bits);
}
