using System.Globalization;

namespace BeyondNtk.Engine.Text;

/// <summary>The message of an exception in one line, for a table or an error; the trace has the rest.</summary>
internal static class FailureText
{
    public static string Of(Exception exception)
    {
        // For a native library the runtime goes on to list every path that it tried.
        var message = exception switch
        {
            DllNotFoundException => exception.Message.Split(". ")[0],
            CultureNotFoundException culture => $"there is no culture '{culture.InvalidCultureName}' here: "
                + "the program runs without the data of cultures, so that results are the same everywhere; CultureInfo.InvariantCulture is there",
            _ => exception.Message,
        };
        return string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
