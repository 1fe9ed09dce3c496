using BeyondNtk.Host.Commands;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host;

/// <summary>The program: a command line over the engine.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var limit = FileSizeLimit.Survive();
        var host = new CommandHost(Terminal.OfProcess(), Workspace.OfProcess(), TimeProvider.System);
        return new CommandLine(host).Invoke(arguments);
    }
}
