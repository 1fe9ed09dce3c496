namespace BeyondNtk.Engine.Text;

/// <summary>The message of an exception in one line, for a table or an error; the trace has the rest.</summary>
internal static class FailureText
{
    public static string Of(Exception exception)
    {
        // For a native library the runtime goes on to list every path that it tried.
        var message = exception is DllNotFoundException ? exception.Message.Split(". ")[0] : exception.Message;
        return string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
