using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace BeyondNtk.Benchmarks;

/// <summary>What a fit in a process of its own took.</summary>
/// <param name="Seconds">Its time, without starting the process and reading the sample.</param>
/// <param name="Memory">The most resident memory, beyond that before the fit; null if the system does not report it.</param>
/// <param name="Libraries">The native linear algebra that the process had loaded at the end.</param>
internal sealed record FitReport(double Seconds, double? Memory, IReadOnlyList<string> Libraries);

/// <summary>
/// Runs one of our fits in a process of its own, so that its memory can be measured and its linear algebra chosen: this program again, with an
/// argument that users do not give.
/// </summary>
internal static class FitProcess
{
    /// <summary>The hidden argument: --child ROW FOLDER RESULT.</summary>
    public const string Argument = "--child";

    /// <summary>Requests a native BLAS: "auto" for the first that is found, "none" for our own kernels.</summary>
    private const string BlasVariable = "BEYONDNTK_BLAS";

    /// <summary>Runs a fit in a new process.</summary>
    /// <returns>The report; null if the requested native BLAS does not exist.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static FitReport? Run(string row, string folder, string result, string? blas)
    {
        var process = ChildProcess.Run("dotnet", [typeof(FitProcess).Assembly.Location, Argument, row, folder, result], (BlasVariable, blas));
        return process.ExitCode != 0 && process.Error.Contains(nameof(DllNotFoundException), StringComparison.Ordinal) ? null
            : process.ExitCode == 0 ? JsonSerializer.Deserialize<FitReport>(process.Output)!
            : throw new InvalidOperationException($"{row} {result}: {process.Error}");
    }

    /// <summary>In the new process: runs the fit and reports on it in one line.</summary>
    /// <param name="fit">Returns what saves the result, which is not timed.</param>
    public static void Answer(Func<Action> fit)
    {
        var before = Memory("VmRSS");
        var save = default(Action);
        var seconds = Timing.Seconds(() => save = fit());
        Console.WriteLine(JsonSerializer.Serialize(new FitReport(seconds, Memory("VmHWM") - before, Libraries())));
        save!();
    }

    private static double? Memory(string field)
    {
        const string Status = "/proc/self/status";
        return File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal)) is { } text
            ? 1024 * double.Parse(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            : null;
    }

    private static string[] Libraries() =>
    [
        .. Process.GetCurrentProcess().Modules.Cast<ProcessModule>()
            .Select(module => module.ModuleName)
            .Where(name => name.Contains("blas", StringComparison.OrdinalIgnoreCase) || name.Contains("lapack", StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
