using System.Runtime.InteropServices;

namespace BeyondNtk.Host.Hosting;

/// <summary>The limit that a shell sets to the size of files (ulimit -f).</summary>
internal static class FileSizeLimit
{
    // SIGXFSZ, on Linux and macOS; .NET has no name for it.
    private const PosixSignal TooLarge = (PosixSignal)25;

    /// <summary>What goes beyond the limit is an error as on a full disk, where the system would end the process without a word.</summary>
    /// <returns>What to dispose of at the end; null where there is no such limit.</returns>
    public static IDisposable? Survive() => OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(TooLarge, signal => signal.Cancel = true);
}
