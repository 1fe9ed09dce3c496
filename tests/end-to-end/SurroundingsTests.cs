using System.Diagnostics;
using System.Text.Json.Nodes;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Disks, folders and locales that are not as one would wish: each is harmless or one clear error.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private const string Configuration =
        """
        {
          "Run": ["tiny"],
          "CheckpointSeconds": 0.01,
          "Experiments": {
            "tiny": {
              "Samples": 200,
              "Teacher": { "Name": "abs", "Dimension": 6 },
              "Learners": {
                "student": {
                  "Model": { "Name": "relu-student", "Width": 1000 },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.1, "Steps": 300 },
                  "Evaluators": { "population-loss": { "Every": 100 } },
                },
                "kernel": { "Model": { "Name": "ntk" }, "Optimizer": { "Name": "kernel-ridge" } },
              },
              "Evaluators": { "population-loss": { "Samples": 500 } },
            },
          },
        }
        """;

    private readonly TheProgram _program = new();
    private readonly string _configuration;

    public SurroundingsTests() => _configuration = _program.Write("tiny.json", Configuration);

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("run --config '{0}'", "2", "the current folder is gone")]
    [InlineData("run --config '{0}' --output '{1}'", "0", "")]
    [InlineData("plugins", "0", "")]
    public void AFolderThatIsGoneIsAnErrorWhereItIsNeeded(string command, string code, string message)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_program.Scratch, "gone")).FullName;
        var arguments = string.Format(System.Globalization.CultureInfo.InvariantCulture, command, _configuration, _program.Output);

        var result = Bash("bash", "-c", $"cd '{folder}'; rmdir '{folder}'; dotnet '{Path.Combine(TheProgram.Folder, "BeyondNtk.Host.dll")}' {arguments} > /dev/null; echo $?");

        Assert.Equal(code, result.Output.Trim());
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AConfigurationMayComeThroughAPipe()
    {
        var result = Bash("bash", "-c", $"dotnet '{Path.Combine(TheProgram.Folder, "BeyondNtk.Host.dll")}' run --config <(cat '{_configuration}') --output '{_program.Output}' > /dev/null; echo $?");

        Assert.True(result.Output.Trim() == "0", result.Error);
        Assert.Single(_program.Runs("tiny"));
    }

    // It is read for its hash, and again for every run.
    [Fact]
    public void DataThroughAPipeAreRefusedAndNotWaitedFor()
    {
        var configuration = _program.Write("data.json", Configuration.Replace("\"Name\": \"abs\", \"Dimension\": 6", "\"Name\": \"data\", \"LabelColumns\": [\"y\"]", StringComparison.Ordinal));

        var result = Bash("bash", "-c", $"timeout 60 dotnet '{Path.Combine(TheProgram.Folder, "BeyondNtk.Host.dll")}' validate --config '{configuration}' --set Teacher:Inputs=<(echo x,y); echo $?");

        Assert.Equal("2", result.Output.Trim());
        Assert.Contains("it comes through a pipe", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputThatGoesElsewhereIsPlainAlsoForABuildService()
        => Assert.DoesNotContain('\u001b', _program.RunWith("GITHUB_ACTIONS", "true", "plan", "--config", _configuration).Output);

    // The runtime itself would make a large file, of code that it may write, if it were not told otherwise.
    [Fact]
    public void ALimitOnTheSizeOfFilesIsOneErrorAndTheRunGoesOnWithout()
    {
        var program = $"dotnet '{Path.Combine(TheProgram.Folder, "BeyondNtk.Host.dll")}' run --config '{_configuration}' --output '{_program.Output}'";

        var limited = Bash("bash", "-c", $"export DOTNET_EnableWriteXorExecute=0; ulimit -f 30; {program}; echo \"code $?\"");
        Assert.EndsWith("code 1\n", limited.Output, StringComparison.Ordinal);
        Assert.Contains("it would be larger than files may be here (ulimit -f)", limited.Output.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);

        var free = Bash("bash", "-c", program);
        Assert.True(free.ExitCode == 0, free.Output + free.Error);
        Assert.Single(_program.Runs("tiny"));
    }

    // A file system of a size of its own, in a name space of mounts of its own, fills up; when it has grown the run goes on.
    [MountFact]
    public void AFullDiskIsOneErrorAndTheRunGoesOnWhenThereIsRoom()
    {
        var program = $"dotnet '{Path.Combine(TheProgram.Folder, "BeyondNtk.Host.dll")}' run --config '{_configuration}'";
        Assert.Equal(0, _program.RunHere("run", "--config", _configuration).ExitCode);
        Directory.CreateDirectory(Path.Combine(_program.Scratch, "disk"));
        var script =
            $"""
            set -u
            cd '{_program.Scratch}'
            mount -t tmpfs -o size=100k tmpfs disk
            {program} --output disk > full.out 2> full.err; echo "full: $?"
            cp disk/tiny/*/run.json full.json
            mount -o remount,size=10m disk
            {program} --output disk > room.out 2> room.err; echo "room: $?"
            cp -r disk/tiny kept
            """;
        var result = Bash("unshare", "--map-root-user", "--mount", "bash", "-c", script);

        Assert.True(result.Output == "full: 1\nroom: 0\n", result.Output + result.Error);
        var said = Read("full.out");
        Assert.Contains("cannot be written: No space left on device", said, StringComparison.Ordinal);
        Assert.Contains("goes on from the last checkpoint", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said + Read("full.err"), StringComparison.Ordinal);
        var record = JsonNode.Parse(Read("full.json"))!;
        Assert.Contains(record["status"]!.GetValue<string>(), new[] { "failed", "running" });

        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(_program.Scratch, "kept")));
        Assert.Equal(Rows(_program.Runs("tiny")[0]), Rows(kept));
        Assert.True(File.Exists(Path.Combine(kept, "weights", "student", "weights.npy")));
        Assert.True(File.Exists(Path.Combine(kept, "weights", "kernel", "coefficients.npy")));
    }

    // Root may write where it likes, but not into a file system that is mounted for reading only.
    [MountFact]
    public void AReadOnlyFolderCanBeReadAndNotRunInto()
    {
        Assert.Equal(0, _program.RunHere("run", "--config", _configuration).ExitCode);
        File.Delete(Path.Combine(_program.Output, "index.sqlite"));
        var program = $"dotnet '{Path.Combine(TheProgram.Folder, "BeyondNtk.Host.dll")}'";
        var script =
            $"""
            cd '{_program.Scratch}'
            mount --bind runs runs && mount -o remount,ro,bind runs
            {program} run --config '{_configuration}' --again > run.out 2> run.err; echo "run: $?"
            {program} run --config '{_configuration}' > found.out 2> found.err; echo "found: $?"
            {program} runs list > list.out 2> list.err; echo "list: $?"
            {program} runs show tiny > show.out 2> show.err; echo "show: $?"
            """;
        var result = Bash("unshare", "--map-root-user", "--mount", "bash", "-c", script);

        Assert.True(result.Output == "run: 2\nfound: 0\nlist: 0\nshow: 0\n", result.Output + result.Error + Read("found.err") + Read("list.err") + Read("show.err"));
        Assert.StartsWith("error: --output runs: nothing can be written to ", Read("run.err"), StringComparison.Ordinal);
        Assert.Contains("student", Read("list.out"), StringComparison.Ordinal);
    }

    // While the whole process stands still, no step has had the time that it may take.
    [Fact]
    public void AProcessThatIsStoppedForAWhileIsNotGivenUp()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var process = _program.Start("run", "--config", _configuration, "--output", _program.Output, "--set", "StepTimeoutSeconds=2", "--set", "Learners:student:Optimizer:Steps=3000");
        while (!process.HasExited && !Directory.Exists(Path.Combine(_program.Output, "tiny")))
        {
            Thread.Sleep(20);
        }

        Bash("kill", "-STOP", $"{process.Id}");
        Thread.Sleep(TimeSpan.FromSeconds(4));
        Bash("kill", "-CONT", $"{process.Id}");
        var result = TheProgram.Wait(process);

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
    }

    [Theory]
    [InlineData("/proc/runs")]
    [InlineData("tiny.json")]
    public void AnOutputThatCannotBeIsOneClearErrorBeforeAnythingRuns(string output)
    {
        var result = _program.Run("run", "--config", _configuration, "--output", output);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error: --output {output}: nothing can be written to ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void AnOutputFolderThatVanishesIsMadeAgain()
    {
        Assert.Equal(0, _program.RunHere("run", "--config", _configuration).ExitCode);
        var output = Path.Combine(_program.Scratch, "vanishing");
        var process = _program.Start("run", "--config", _configuration, "--output", output, "--set", "Learners:student:Optimizer:Steps=3000");
        while (!process.HasExited && (!Directory.Exists(output) || Directory.GetFiles(output, "*.checkpoint", SearchOption.AllDirectories).Length == 0))
        {
            Thread.Sleep(5);
        }

        Directory.Move(output, output + "-moved");
        var result = TheProgram.Wait(process);

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(output, "tiny")));
        Assert.Equal("done", JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "run.json")))!["status"]!.GetValue<string>());
        Assert.True(File.Exists(Path.Combine(folder, "weights", "student", "weights.npy")));
        Assert.Equal(Rows(_program.Runs("tiny")[0]).Count(row => row.StartsWith("kernel,", StringComparison.Ordinal)), Rows(folder).Count(row => row.StartsWith("kernel,", StringComparison.Ordinal)));
    }

    [Fact]
    public void ALocaleWithDecimalCommasChangesNothing()
    {
        Assert.Equal(0, _program.RunHere("run", "--config", _configuration).ExitCode);
        var german = _program.RunWith("LC_ALL", "de_DE.UTF-8", "run", "--config", _configuration, "--output", Path.Combine(_program.Scratch, "german"));

        Assert.Equal(0, german.ExitCode);
        Assert.Equal(Rows(_program.Runs("tiny")[0]), Rows(Assert.Single(Directory.GetDirectories(Path.Combine(_program.Scratch, "german", "tiny")))));
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_program.Scratch, file));

    private static ProcessResult Bash(string command, params string[] arguments)
        => TheProgram.Wait(Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);

    private static string[] Rows(string folder)
        => [.. File.ReadLines(Path.Combine(folder, "metrics.csv")).Select(row => string.Join(',', row.Split(',').Where((_, column) => column != 2)))];
}

/// <summary>A test that mounts file systems in a name space of its own; skipped where that is not allowed.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly bool IsPossible = Try();

    public MountFactAttribute() => Skip = IsPossible ? null : "no file system can be mounted here (unshare --map-root-user --mount)";

    private static bool Try()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
