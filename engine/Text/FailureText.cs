using System.Globalization;
using System.Reflection;

namespace BeyondNtk.Engine.Text;

/// <summary>The message of an exception in one line, for a table or an error; the trace has the rest.</summary>
internal static class FailureText
{
    /// <summary>Never empty: what has no message is called by its type.</summary>
    public static string Of(Exception exception)
    {
        var message = exception switch
        {
            // For a native library the runtime goes on to list every path that it tried.
            DllNotFoundException => exception.Message.Split(". ")[0],
            CultureNotFoundException culture => $"there is no culture '{culture.InvalidCultureName}' here: "
                + "the program runs without the data of cultures, so that results are the same everywhere; use CultureInfo.InvariantCulture, or a NumberFormatInfo of your own",
            TypeInitializationException { InnerException: { } cause } type => $"{type.TypeName} could not be initialised: {Of(cause)}",
            TargetInvocationException { InnerException: { } cause } => Of(cause),
            AggregateException { InnerExceptions: [var only] } => Of(only),
            _ => exception.Message,
        };
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 0 ? line : exception.GetType().Name;
    }
}
