using System.Security.Cryptography;
using System.Text;

namespace BeyondNtk.Engine.Files;

/// <summary>What is in files, as a SHA-256 in hexadecimal digits.</summary>
internal static class FileHash
{
    /// <exception cref="IOException">The file cannot be read, or comes through a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Compute(string path)
    {
        using var file = File.OpenRead(path);
        if (!file.CanSeek)
        {
            throw new IOException("it comes through a pipe, which can be read only once, and is read again for every run; save it as a file");
        }

        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>One hash of several files: of their names and their hashes.</summary>
    public static string Combine(IEnumerable<KeyValuePair<string, string>> hashes)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(hashes.Select(file => $"{file.Value}  {file.Key}\n")))));
}
