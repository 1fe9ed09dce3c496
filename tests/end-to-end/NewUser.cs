using System.Diagnostics;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>
/// Someone who has the packages and nothing else. They are packed once, and installed as docs/write-a-plugin.md says, but into a scratch folder:
/// this machine's user has no tool, template or package of ours afterwards. Packages of others serve as far as they are here already.
/// </summary>
public sealed class NewUser : IDisposable
{
    // One that nobody has installed, so that no older copy can take the place of these packages.
    private const string Version = "0.2.9999";

    private readonly TheProgram _program = new();

    public NewUser()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(TheProgram.Folder))!;
        foreach (var project in new[] { "abstractions", "numerics", "engine", "testing", "host", "templates" })
        {
            Succeed(Home, "dotnet", "pack", Path.Combine(TheProgram.Root, project), "--no-build", "-c", configuration, $"-p:PackageVersion={Version}", $"-p:PackageOutputPath={Feed}");
        }

        new DocumentWalk(this, Home).Follow(Document.TakeWhile(block => !IsAboutPlugins(block)));
    }

    /// <summary>The folder that docs/write-a-plugin.md begins in: the packages are a source there, the tool and the template installed.</summary>
    public string Home => _program.Scratch;

    public string Feed => Path.Combine(Home, "feed");

    /// <summary>What docs/write-a-plugin.md does once all is installed.</summary>
    internal static IEnumerable<Block> Walk => Document.SkipWhile(block => !IsAboutPlugins(block));

    private static IReadOnlyList<Block> Document { get; } = Markdown.Blocks(File.ReadAllText(Path.Combine(TheProgram.Root, "docs", "write-a-plugin.md")));

    /// <summary>Runs a command that must succeed, and returns what it says.</summary>
    public string Succeed(string folder, params string[] command)
    {
        var result = Run(folder, command);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}\n{result.Output}{result.Error}");
        return result.Output;
    }

    /// <summary>Runs a command with everything it would install for the user kept in the scratch folder.</summary>
    public ProcessResult Run(string folder, params string[] command)
    {
        IEnumerable<string> arguments = command switch
        {
            ["dotnet", "tool", "install", "--global", .. var rest] => ["tool", "install", "--tool-path", Path.Combine(Home, "tools"), .. rest],
            ["dotnet", "new", .. var rest] => ["new", .. rest, "--debug:custom-hive", Path.Combine(Home, "templates")],
            _ => command[1..],
        };
        var program = command[0] == "beyondntk" ? Path.Combine(Home, "tools", "beyondntk") : command[0];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment.Remove("BEYONDNTK_BLAS");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Home, "packages");
        if (Directory.Exists(Installed))
        {
            start.Environment["NUGET_FALLBACK_PACKAGES"] = Installed;
        }

        return TheProgram.Wait(Process.Start(start)!);
    }

    public void Dispose() => _program.Dispose();

    private static string Installed => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static bool IsAboutPlugins(Block block) => block.Text.Contains("dotnet new beyondntk-plugin", StringComparison.Ordinal);
}
