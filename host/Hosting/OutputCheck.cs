using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Host.Hosting;

/// <summary>Writes a file into the output folder and deletes it: that nothing can be kept there must not surface hours later.</summary>
internal static class OutputCheck
{
    /// <exception cref="ConfigurationException">The folder cannot be made or written to.</exception>
    public static void Verify(string output)
    {
        if (string.IsNullOrWhiteSpace(output))
        {
            throw new ConfigurationException("--output is empty; allowed: the path of a folder");
        }

        try
        {
            Directory.CreateDirectory(output);
            var probe = Path.Combine(output, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "x");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException($"--output {output}: nothing can be written to {Path.GetFullPath(output)}: {exception.Message.Split(" : '")[0]}", exception);
        }
    }
}
