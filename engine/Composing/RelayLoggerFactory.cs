using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Composing;

/// <summary>Loggers of parts that are created before there is a log: what is said until then is kept, and said again when there is one.</summary>
internal sealed class RelayLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentQueue<Action<ILoggerFactory>> _kept = new();
    private volatile ILoggerFactory? _target;

    /// <summary>From now on everything is logged there.</summary>
    public void RelayTo(ILoggerFactory target)
    {
        _target = target;
        while (_kept.TryDequeue(out var say))
        {
            say(target);
        }
    }

    public ILogger CreateLogger(string categoryName) => new RelayLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("providers belong to the log itself");

    /// <summary>Holds nothing: the loggers that it made stay good.</summary>
    public void Dispose()
    {
    }

    private sealed class RelayLogger(RelayLoggerFactory owner, string category) : ILogger
    {
        private ILogger? _logger;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => Logger()?.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => Logger()?.IsEnabled(logLevel) ?? logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Logger() is { } logger)
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
            else
            {
                owner._kept.Enqueue(target => target.CreateLogger(category).Log(logLevel, eventId, state, exception, formatter));
            }
        }

        private ILogger? Logger() => _logger ??= owner._target?.CreateLogger(category);
    }
}
