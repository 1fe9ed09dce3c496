using System.Globalization;
using System.Text;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Storage;

/// <summary>
/// The right to make one run, held against other processes on the same output folder. It is the system's lock on a file, which ends with
/// the process however that ends; the file itself stays, since removing it could let two processes in. In it stand the runs that were begun
/// under the claim, so that whoever has it next finds them without listing the folder; who holds it stands in a file beside.
/// </summary>
internal sealed class RunClaim : IDisposable
{
    private const string Folder = ".locks";
    private const string HolderEnding = ".holder";

    private readonly FileStream _lock;
    private readonly string _holder;
    private readonly List<string> _begun;

    private RunClaim(FileStream file, string holder, string? deadHolder)
    {
        (_lock, _holder, DeadHolder) = (file, holder, deadHolder);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        _begun = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The process that had the right and is gone without having given it back; null if the last one has.</summary>
    public string? DeadHolder { get; }

    /// <summary>The ids of the runs that were begun under the claim, by whichever process, oldest first.</summary>
    public IReadOnlyList<string> Begun => _begun;

    /// <summary>Takes the right to make a run; null if another process has it.</summary>
    /// <param name="output">The output folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="time">Tells since when it is held.</param>
    /// <exception cref="IOException">It cannot be asked for.</exception>
    public static RunClaim? TryTake(string output, RunPlan run, TimeProvider time)
    {
        var path = PathOf(output, run);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var dead = HolderOf(output, run);

            // It only names: the lock itself is the other file.
            BestEffort.Try(() => File.WriteAllText(path + HolderEnding, string.Create(
                CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, since {time.GetLocalNow():yyyy-MM-dd HH:mm:ss}")));
            return new RunClaim(file, path + HolderEnding, dead);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Who holds the right to make a run, in words; null if nobody does, or did.</summary>
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

    /// <summary>Writes down that a run is begun under the claim.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(string id)
    {
        _lock.Seek(0, SeekOrigin.End);
        _lock.Write(Encoding.UTF8.GetBytes(id + "\n"));
        _lock.Flush();
        _begun.Add(id);
    }

    public void Dispose()
    {
        BestEffort.Try(() => File.Delete(_holder));
        _lock.Dispose();
    }

    /// <summary>Whether a process holds the right to make a run now.</summary>
    /// <param name="output">The output folder.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="identity">The run's identity.</param>
    public static bool IsHeld(string output, string experiment, string identity)
    {
        try
        {
            var path = PathOf(output, experiment, identity);
            using var file = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : null;
            return false;
        }
        catch (IOException exception)
        {
            return IsHeld(exception);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string PathOf(string output, RunPlan run) => PathOf(output, run.Experiment, run.Identity);

    private static string PathOf(string output, string experiment, string identity) => Path.GetFullPath(Path.Combine(output, Folder, experiment, identity));

    // A sharing violation, by its number on Windows, Linux and macOS. Anything else, such as a full disk, would be waited for in vain.
    private static bool IsHeld(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
