using System.Globalization;
using BeyondNtk.Host.Composition;

namespace BeyondNtk.Host.Running;

/// <summary>
/// The right to make one run, held against other processes on the same output folder. It is the system's lock on a file, which ends with
/// the process however that ends; the file itself stays, since removing it could let two processes in. Who holds it stands in a file beside.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string Folder = ".locks";
    private const string HolderEnding = ".holder";
    private readonly FileStream _lock;
    private readonly string _holder;

    private RunLock(FileStream file, string holder) => (_lock, _holder) = (file, holder);

    /// <summary>The process that had the right and is gone without having given it back; none when the last one has.</summary>
    public string? DeadHolder { get; private init; }

    /// <summary>Takes the right to make a run; null when another process has it.</summary>
    public static RunLock? TryTake(string output, RunPlan run)
    {
        var path = PathOf(output, run);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var dead = HolderOf(output, run);
            TryName(() => File.WriteAllText(path + HolderEnding, string.Create(
                CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss}")));
            return new RunLock(file, path + HolderEnding) { DeadHolder = dead };
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Who holds the right to make a run, in words; none when nobody does, or did.</summary>
    public static string? HolderOf(string output, RunPlan run)
    {
        try
        {
            return File.ReadAllText(PathOf(output, run) + HolderEnding) is { Length: > 0 } holder ? holder : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True when another process is making a run.</summary>
    public static bool IsHeldElsewhere(string output, RunPlan run)
    {
        using var claim = TryTake(output, run);
        return claim is null;
    }

    public void Dispose()
    {
        TryName(() => File.Delete(_holder));
        _lock.Dispose();
    }

    // It only names: the lock itself is the other file.
    private static void TryName(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string PathOf(string output, RunPlan run) => Path.GetFullPath(Path.Combine(output, Folder, run.Name, run.Identity));

    // A sharing violation, by its number on Windows, Linux and macOS. Anything else, such as a full disk, would be waited for in vain.
    private static bool IsHeld(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
