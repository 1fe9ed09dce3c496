using BeyondNtk.Host.Composition;

namespace BeyondNtk.Host.Running;

/// <summary>
/// The right to make one run, held against other processes on the same output folder. It is the system's lock on a file, which ends with
/// the process however that ends; the file itself stays, since removing it could let two processes in.
/// </summary>
internal static class RunLock
{
    private const string Folder = ".locks";

    /// <summary>Takes the right to make a run; null when another process has it.</summary>
    public static IDisposable? TryTake(string output, RunPlan run)
    {
        var folder = Path.GetFullPath(Path.Combine(output, Folder, run.Name));
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, run.Identity), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    // A sharing violation, by its number on Windows, Linux and macOS. Anything else, such as a full disk, would be waited for in vain.
    private static bool IsHeld(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
