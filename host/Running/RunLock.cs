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
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }
}
