namespace BeyondNtk.Host.Hosting;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A run failed or diverged.</summary>
    public const int RunFailed = 1;

    /// <summary>The configuration or the command line is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>Interrupted by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
