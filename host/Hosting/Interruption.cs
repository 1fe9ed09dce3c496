using System.Runtime.InteropServices;

namespace BeyondNtk.Host.Hosting;

/// <summary>Ctrl-C and SIGTERM: the first asks the run to end after the step at hand, a second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Terminal _terminal;

    public Interruption(Terminal terminal)
    {
        _terminal = terminal;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(ExitCode.Interrupted);
        }

        context.Cancel = true;
        _terminal.Error.WriteLine("interrupted: the step at hand is finished and a checkpoint written; once more stops at once");
        _source.Cancel();
    }
}
