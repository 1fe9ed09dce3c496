using System.Text.Json;

namespace BeyondNtk.Benchmarks;

/// <summary>A library that we are compared with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Module">What Python calls it.</param>
/// <param name="Package">The Debian package it comes in.</param>
internal sealed record Library(string Name, string Module, string Package)
{
    public static readonly Library NumPy = new("NumPy", "numpy", "python3-numpy");
    public static readonly Library SciPy = new("SciPy", "scipy", "python3-scipy");
    public static readonly Library PyTorch = new("PyTorch", "torch", "python3-torch");
    public static readonly Library ScikitLearn = new("scikit-learn", "sklearn", "python3-sklearn");
}

/// <summary>What a peer answers, or why it cannot.</summary>
/// <param name="Timing">The seconds of each repeat.</param>
/// <param name="Memory">The most memory that the work took, if the peer reports it.</param>
/// <param name="Problem">Why it has no answer.</param>
internal sealed record PeerAnswer(Timing? Timing, double? Memory, string? Problem);

/// <summary>The peers: Python scripts, each in a process of its own. A missing peer is only a line in the table.</summary>
internal sealed class Peers
{
    private const string Python = "/usr/bin/python3";
    private static readonly Library[] All = [Library.NumPy, Library.SciPy, Library.PyTorch, Library.ScikitLearn];
    private readonly Dictionary<string, string?> _versions;

    private Peers(Dictionary<string, string?> versions) => _versions = versions;

    /// <summary>Finds out what is installed.</summary>
    public static Peers Find()
    {
        var answer = File.Exists(Python) ? Start("versions.py", Environment.ProcessorCount) : null;
        return new Peers(answer is { ExitCode: 0 } ? JsonSerializer.Deserialize<Dictionary<string, string?>>(answer.Output)! : []);
    }

    /// <summary>What is printed above the table.</summary>
    public IEnumerable<string> Lines()
    {
        yield return _versions.GetValueOrDefault("python") is { } version ? $"Python: {version}" : $"Python: not found ({Python})";
        foreach (var library in All)
        {
            yield return $"{library.Name}: {_versions.GetValueOrDefault(library.Module) ?? Missing(library)}";
        }

        yield return $"BLAS of the peers: {_versions.GetValueOrDefault("blas") ?? "none"}";
    }

    /// <summary>Runs a peer.</summary>
    /// <param name="library">What it needs.</param>
    /// <param name="script">Its script.</param>
    /// <param name="threads">The number of threads it may use.</param>
    /// <param name="arguments">The arguments of the script.</param>
    public PeerAnswer Run(Library library, string script, int threads, params string[] arguments)
    {
        if (_versions.GetValueOrDefault(library.Module) is null)
        {
            return new PeerAnswer(null, null, Missing(library));
        }

        var process = Start(script, threads, arguments);
        if (process.ExitCode != 0)
        {
            return new PeerAnswer(null, null, $"failed: {process.Complaint}");
        }

        using var json = JsonDocument.Parse(process.Output);
        var seconds = json.RootElement.GetProperty("seconds").EnumerateArray().Select(value => value.GetDouble());
        return new PeerAnswer(new Timing(seconds), json.RootElement.TryGetProperty("memory", out var memory) ? memory.GetDouble() : null, null);
    }

    private static string Missing(Library library) => $"not found (apt-get install {library.Package})";

    // Each BLAS reads a variable of its own, and only before it is loaded.
    private static ChildProcess Start(string script, int threads, params string[] arguments) => ChildProcess.Run(
        Python,
        [Path.Combine(AppContext.BaseDirectory, "peers", script), .. arguments],
        ("OPENBLAS_NUM_THREADS", $"{threads}"),
        ("OMP_NUM_THREADS", $"{threads}"),
        ("MKL_NUM_THREADS", $"{threads}"),
        ("PYTHONDONTWRITEBYTECODE", "1"));
}
