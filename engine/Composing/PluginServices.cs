using BeyondNtk.Engine.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Composing;

/// <summary>
/// The services of the plugins that an experiment uses, one provider a plugin: two that register a type under the same name, or the same type of
/// the host's, each get their own. They live as long as the experiment.
/// </summary>
internal sealed class PluginServices : IDisposable
{
    private readonly Dictionary<Plugin, ServiceProvider> _providers = [];

    /// <param name="plugins">The plugins.</param>
    /// <param name="logging">Where the loggers of their parts write.</param>
    public PluginServices(IEnumerable<Plugin> plugins, ILoggerFactory logging)
    {
        foreach (var plugin in plugins)
        {
            IServiceCollection services = new ServiceCollection();
            foreach (var descriptor in plugin.Services)
            {
                services.Add(descriptor);
            }

            services.AddSingleton(logging);
            services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
            _providers.Add(plugin, services.BuildServiceProvider());
        }
    }

    public IServiceProvider Of(Plugin plugin) => _providers[plugin];

    public void Dispose()
    {
        foreach (var provider in _providers.Values)
        {
            provider.Dispose();
        }
    }
}
