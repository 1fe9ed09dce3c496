using System.Text;

namespace BeyondNtk.Engine.Plugins;

/// <summary>A shared library of Linux.</summary>
internal static class ElfFile
{
    private const uint Loaded = 1, Dynamic = 2;
    private const long NeededName = 1, StringTable = 5, SearchPath = 15, RunPath = 29;

    /// <summary>The names of the libraries that a file needs; none where it is no such file, or tells the system to look for them beyond its own folder.</summary>
    public static IReadOnlyList<string> Needs(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        try
        {
            // Of 64 bits, the lowest byte first.
            return reader.ReadBytes(6).AsSpan().SequenceEqual("\u007fELF\u0002\u0001"u8) ? Needs(reader) : [];
        }
        catch (Exception exception) when (exception is EndOfStreamException or IOException or InvalidOperationException)
        {
            // It is cut off, which the system will say when it is asked to load it.
            return [];
        }
    }

    private static IReadOnlyList<string> Needs(BinaryReader reader)
    {
        var segments = Segments(reader);
        var dynamic = segments.First(segment => segment.Type == Dynamic);
        var entries = Enumerable.Range(0, (int)(dynamic.Length / 16)).Select(index => (Tag: ReadInt64(reader, dynamic.Offset + (16 * index)), Value: reader.ReadInt64())).ToArray();

        var address = entries.First(entry => entry.Tag == StringTable).Value;
        var holder = segments.First(segment => segment.Type == Loaded && segment.Address <= address && address < segment.Address + segment.Length);
        string Text(long at) => ReadText(reader, address - holder.Address + holder.Offset + at);

        var folders = entries.Where(entry => entry.Tag is SearchPath or RunPath).SelectMany(entry => Text(entry.Value).Split(':'));
        return folders.All(folder => folder.StartsWith("$ORIGIN", StringComparison.Ordinal))
            ? [.. entries.Where(entry => entry.Tag == NeededName).Select(entry => Text(entry.Value))]
            : [];
    }

    private static (uint Type, long Offset, long Address, long Length)[] Segments(BinaryReader reader)
    {
        var table = ReadInt64(reader, 0x20);
        reader.BaseStream.Position = 0x36;
        var (size, count) = (reader.ReadUInt16(), reader.ReadUInt16());
        return [.. Enumerable.Range(0, count).Select(index => table + (size * index)).Select(at => ((uint)ReadInt64(reader, at), ReadInt64(reader, at + 8), ReadInt64(reader, at + 16), ReadInt64(reader, at + 32)))];
    }

    private static long ReadInt64(BinaryReader reader, long at)
    {
        reader.BaseStream.Position = at;
        return reader.ReadInt64();
    }

    private static string ReadText(BinaryReader reader, long at)
    {
        reader.BaseStream.Position = at;
        var text = new StringBuilder();
        while (reader.ReadByte() is not 0 and var letter)
        {
            text.Append((char)letter);
        }

        return text.ToString();
    }
}
