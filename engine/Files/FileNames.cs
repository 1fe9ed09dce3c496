using System.Security.Cryptography;
using System.Text;

namespace BeyondNtk.Engine.Files;

/// <summary>Names of files made from texts: readable, taken by every file system, and distinct where the texts are.</summary>
internal static class FileNames
{
    // In UTF-8; room is left for an ending and for that of a file which is being written.
    private const int MostBytes = 120;

    /// <summary>A name, without an ending, for each of the texts. It depends on the others only where two would have the same.</summary>
    public static IReadOnlyDictionary<string, string> For(IEnumerable<string> texts)
        => texts.Distinct().GroupBy(Plain, StringComparer.OrdinalIgnoreCase).SelectMany(same => same.Select(text => (text, Name: NameOf(text, same.Key, same.Count() > 1))))
            .ToDictionary(entry => entry.text, entry => entry.Name);

    /// <summary>A name that the text has in any company, and no other.</summary>
    public static string Own(string text) => $"{Cut(Plain(text))}-{Hash(text)}";

    private static string NameOf(string text, string plain, bool isShared)
    {
        var cut = Cut(plain);
        return isShared || cut != plain || !plain.Any(char.IsLetterOrDigit) ? $"{cut}-{Hash(text)}" : plain;
    }

    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'));

    private static string Cut(string name)
    {
        var length = name.Length;
        while (Encoding.UTF8.GetByteCount(name.AsSpan(0, length)) > MostBytes)
        {
            length--;
        }

        return name[..length];
    }

    // Enough to tell apart the few texts that share a name.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
