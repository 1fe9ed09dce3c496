using System.ComponentModel;
using System.Diagnostics;

namespace BeyondNtk.Benchmarks;

/// <summary>Another process, run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote on the error stream.</param>
internal sealed record ChildProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The last line of its error output.</summary>
    public string Complaint => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault($"exit code {ExitCode}");

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, or to remove if the value is null.</param>
    public static ChildProcess Run(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            return Wait(process);
        }
        catch (Win32Exception exception)
        {
            return new ChildProcess(-1, "", exception.Message);
        }
    }

    // Both streams are read while it runs: a full pipe would stop it.
    private static ChildProcess Wait(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return new ChildProcess(-1, "", $"ended after {Patience.TotalMinutes} minutes");
        }

        return new ChildProcess(process.ExitCode, output.Result, error.Result);
    }
}
