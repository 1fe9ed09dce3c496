namespace BeyondNtk.Engine.Files;

/// <summary>What may fail without harm: what stands in the way, a full disk for instance, is told elsewhere.</summary>
internal static class BestEffort
{
    /// <summary>Does something with files; an error of the system is passed over.</summary>
    public static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
