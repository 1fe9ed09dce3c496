namespace BeyondNtk.Abstractions.Composing;

/// <summary>Disposes of parts that hold resources: files, native memory, threads.</summary>
internal static class PartDisposal
{
    /// <exception cref="AggregateException">Parts threw; the others are disposed of nevertheless.</exception>
    public static void Dispose(params IReadOnlyList<object?> parts)
    {
        var failures = new List<Exception>();
        foreach (var part in parts)
        {
            try
            {
                switch (part)
                {
                    case IDisposable disposable:
                        disposable.Dispose();
                        break;
                    case IAsyncDisposable disposable:
                        disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                        break;
                }
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
