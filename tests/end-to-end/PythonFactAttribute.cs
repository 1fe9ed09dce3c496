using System.Diagnostics;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>A test that has numpy and pandas as its other side; skipped where they are not installed.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>The system's own Python: that is what packages of the system install into.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly bool IsThere = Imports();

    public PythonFactAttribute() => Skip = IsThere ? null : $"{Python} has no numpy and pandas (Debian: apt-get install python3-numpy python3-pandas)";

    private static bool Imports()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import numpy, pandas"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
