using System.Diagnostics;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>The real program as a process, with a scratch folder that goes when the test ends.</summary>
public sealed class TheProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Scratch { get; } = Directory.CreateTempSubdirectory("beyondntk ü ").FullName;

    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the built program: .../bin/CONFIGURATION/FRAMEWORK, as this test project's own.</summary>
    public static string Folder { get; } = Path.Combine(
        Root, "host", "bin", Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));

    public string Output => Path.Combine(Scratch, "runs");

    /// <summary>Writes a file into the scratch folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Scratch, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs the program to its end.</summary>
    public ProcessResult Run(params string[] arguments) => Wait(Start(arguments));

    /// <summary>Runs the program to its end, with an environment variable.</summary>
    public ProcessResult RunWith(string variable, string value, params string[] arguments)
        => Wait(Launch([Path.Combine(Folder, "BeyondNtk.Host.dll"), .. arguments], (variable, value)));

    /// <summary>Runs the program to its end, with its output in the scratch folder.</summary>
    public ProcessResult RunHere(params string[] arguments) => Run([.. arguments, "--output", Output]);

    public Process Start(params string[] arguments) => Launch([Path.Combine(Folder, "BeyondNtk.Host.dll"), .. arguments]);

    /// <summary>Runs a Python script to its end.</summary>
    public ProcessResult Python(string script, params string[] arguments) => Wait(LaunchProgram(PythonFactAttribute.Python, [Write("script.py", script), .. arguments]));

    public static ProcessResult Wait(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"the process did not end within {Patience}");
        }

        return new ProcessResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>The folders of the runs of an experiment, oldest first.</summary>
    public string[] Runs(string experiment) => [.. Directory.GetDirectories(Path.Combine(Output, experiment)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Scratch, recursive: true);

    // Started from the scratch folder: the program must not depend on where it is started.
    private Process Launch(IEnumerable<string> arguments, params (string Name, string Value)[] environment) => LaunchProgram("dotnet", arguments, environment);

    private Process LaunchProgram(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Scratch };
        start.Environment.Remove("BEYONDNTK_BLAS");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Framework.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Framework.sln above the tests");
        }

        return folder;
    }
}

public sealed record ProcessResult(int ExitCode, string Output, string Error);
