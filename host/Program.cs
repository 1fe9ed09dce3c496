using BeyondNtk.Host.Commands;

namespace BeyondNtk.Host;

/// <summary>The program: a command line over a generic host that loads plugins, composes experiments from them and runs them.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var parsed = CommandLine.Create().Parse(arguments);

        // On a parse error Invoke prints what is wrong, and its own exit code is not ours.
        var code = parsed.Invoke();
        return parsed.Errors.Count > 0 ? ExitCode.Wrong : code;
    }
}
