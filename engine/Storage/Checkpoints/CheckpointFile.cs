using System.Security.Cryptography;
using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Storage.Checkpoints;

/// <summary>The file of a checkpoint: a mark with the version of the format, what is kept, and the SHA-256 of all before it.</summary>
internal static class CheckpointFile
{
    private const string Mark = "BeyondNtk checkpoint 2\n";
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file that appears under its name only when it is complete.</summary>
    public static void Save(string path, Action<BinaryWriter> save) => AtomicFile.Write(path, stream =>
    {
        using var hashing = new HashingStream(stream);
        using var buffer = new BufferedStream(hashing, BufferSize);
        using var state = new BinaryWriter(buffer);
        state.Write(Mark);
        save(state);
        state.Flush();
        stream.Write(hashing.Hash());
    });

    /// <summary>Opens a file whose checksum is right, at the beginning of what is kept.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    public static BinaryReader Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        try
        {
            Verify(stream);
            stream.Position = 0;
            var state = new BinaryReader(stream);
            return state.ReadString() == Mark ? state : throw new InvalidDataException("it is no checkpoint of this version of the program");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void Verify(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var left = stream.Length - SHA256.HashSizeInBytes;
        while (left > 0)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, BufferSize));
            stream.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }

        var written = new byte[SHA256.HashSizeInBytes];
        if (left < 0 || stream.ReadAtLeast(written, written.Length, throwOnEndOfStream: false) < written.Length || !hash.GetHashAndReset().AsSpan().SequenceEqual(written))
        {
            throw new InvalidDataException("its checksum is wrong");
        }
    }
}
