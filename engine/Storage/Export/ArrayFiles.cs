using System.Globalization;
using System.IO.Compression;
using System.Text;
using BeyondNtk.Engine.Files;
using BeyondNtk.Numerics.Files;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Storage.Export;

/// <summary>Arrays as files that other programs read. The same arrays give the same bytes.</summary>
internal static class ArrayFiles
{
    // The earliest that a zip archive can say: the time of writing is nobody's result.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes one .npz, as numpy.savez does: a zip archive of .npy files, not compressed.</summary>
    public static void SaveNpz(string path, IReadOnlyList<RunArray> arrays) => AtomicFile.Write(Path.GetFullPath(path), stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var array in arrays)
        {
            var entry = archive.CreateEntry(array.Name + ".npy", CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            using var content = entry.Open();
            NpyFormat.Write(content, array.Values);
        }
    });

    /// <summary>Writes a folder of comma-separated values without a header, NAME.csv for each array.</summary>
    public static void SaveCsv(string folder, IReadOnlyList<RunArray> arrays)
    {
        foreach (var array in arrays)
        {
            AtomicFile.Write(Path.Combine(Path.GetFullPath(folder), array.Name + ".csv"), stream => WriteCsv(stream, array.Values));
        }
    }

    private static void WriteCsv(Stream stream, Matrix<double> values)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var row in values.EnumerateRows())
        {
            writer.WriteLine(string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }
}
