using System.Globalization;
using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Storage.Checkpoints;

/// <summary>
/// The checkpoints of a run, numbered: the newest and the one before it, which takes its place should it be damaged. Numbers tell which is the
/// newest; the clock may have been set.
/// </summary>
/// <param name="folder">The folder of the checkpoints, which need not exist.</param>
internal sealed class CheckpointFolder(string folder)
{
    private const string Ending = ".checkpoint";

    private readonly List<int> _damaged = [];

    /// <summary>Writes the next one; those before the last that was whole are deleted.</summary>
    public void Save(Action<BinaryWriter> save)
    {
        var older = Newest();
        CheckpointFile.Save(PathOf(older.Count == 0 ? 1 : older[0] + 1), save);
        FolderFlush.Flush(folder);
        foreach (var number in older.Except(_damaged).Skip(1).Concat(_damaged))
        {
            File.Delete(PathOf(number));
        }
    }

    /// <summary>Opens the newest that is whole; null if there is none.</summary>
    /// <param name="damaged">Receives the path of each that is not, and why.</param>
    public BinaryReader? OpenNewest(Action<string, string> damaged)
    {
        foreach (var number in Newest())
        {
            try
            {
                return CheckpointFile.Open(PathOf(number));
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                _damaged.Add(number);
                damaged(PathOf(number), exception.Message);
            }
        }

        return null;
    }

    /// <summary>Deletes all of them: the run has ended.</summary>
    public void Delete()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IReadOnlyList<int> Newest()
        => !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*" + Ending)
                .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Where(number => number > 0).OrderDescending(),
        ];

    private string PathOf(int number) => Path.Combine(folder, number.ToString("D6", CultureInfo.InvariantCulture) + Ending);
}
