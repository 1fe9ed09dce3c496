using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BeyondNtk.Host.Hosting;

/// <summary>Builds the generic host that a command runs in, and turns what goes wrong into one message.</summary>
/// <param name="terminal">Where commands write.</param>
/// <param name="workspace">Where they find what is not named.</param>
/// <param name="time">The clock.</param>
/// <param name="configure">Registers further services, which take the place of the usual ones; null for none.</param>
internal sealed class CommandHost(Terminal terminal, Workspace workspace, TimeProvider time, Action<IServiceCollection>? configure = null)
{
    public Terminal Terminal => terminal;

    public Workspace Workspace => workspace;

    /// <summary>Executes a command that the container of a host creates, and returns the exit code.</summary>
    public int Execute<TCommand>(CommandSettings settings, Func<TCommand, int> execute)
        where TCommand : class
    {
        try
        {
            using var host = Build(settings);
            var store = host.Services.GetRequiredService<RunStore>();
            var code = execute(host.Services.GetRequiredService<TCommand>());
            foreach (var record in store.Unreadable)
            {
                terminal.Error.WriteLine($"warning: {record} cannot be read, or is no record of a run; it is left out, and its checkpoints are not used");
            }

            return Written(code);
        }
        catch (ConfigurationException exception)
        {
            foreach (var message in exception.Messages)
            {
                terminal.Error.WriteLine($"error: {Printable.Line(message)}");
            }

            return Failed(settings, exception, ExitCode.Wrong);
        }
        catch (Exception exception) when (Workspace.IsCurrentFolderGone(exception))
        {
            terminal.Error.WriteLine("error: the current folder is gone, and a path that is relative to it was to be used; change to another folder, or give full paths (--output, --config)");
            return Failed(settings, exception, ExitCode.Wrong);
        }
        catch (Exception exception)
        {
            terminal.Error.WriteLine($"error: {FailureText.Of(exception)}");
            return Failed(settings, exception, ExitCode.RunFailed);
        }
    }

    // What a command did is done, whether or not anybody could be told.
    private int Written(int code)
    {
        terminal.Out.Flush();
        if (terminal.Out.Failure is not { } failure)
        {
            return code;
        }

        terminal.Error.WriteLine($"error: standard output took no more ({failure}); the command went on to its end");
        return code == ExitCode.Done ? ExitCode.RunFailed : code;
    }

    private IHost Build(CommandSettings settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Services.AddSingleton(settings).AddSingleton(terminal).AddSingleton(terminal.Console).AddSingleton(workspace).AddSingleton(time);
        builder.Services.AddEngine().AddDisplays(terminal).AddCommands();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private int Failed(CommandSettings settings, Exception exception, int code)
    {
        if (settings.Verbose)
        {
            terminal.Error.WriteLine(exception.ToString());
        }

        return code;
    }
}
