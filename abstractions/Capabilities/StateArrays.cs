using System.Runtime.InteropServices;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>Arrays in the state of an <see cref="IResumable"/>, to the bit.</summary>
public static class StateArrays
{
    // The number of bytes of a longer span would exceed an index.
    private const int Together = 1 << 20;

    /// <summary>Writes the length and the values.</summary>
    /// <param name="state">The state.</param>
    /// <param name="values">The values, of any length.</param>
    public static void WriteArray<T>(this BinaryWriter state, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        state.Write(values.Length);
        while (values.Length > 0)
        {
            var part = values[..Math.Min(Together, values.Length)];
            state.Write(MemoryMarshal.AsBytes(part));
            values = values[part.Length..];
        }
    }

    /// <summary>Reads values of a known length.</summary>
    /// <param name="state">The state.</param>
    /// <param name="values">Receives the values, as many as were written.</param>
    /// <exception cref="InvalidDataException">Another number of values was written.</exception>
    public static void ReadArray<T>(this BinaryReader state, Span<T> values)
        where T : unmanaged
    {
        if (state.ReadInt32() is var length && length != values.Length)
        {
            throw new InvalidDataException($"the state has {length} values where {values.Length} belong");
        }

        Fill(state, values);
    }

    /// <summary>Reads values of any length.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The values, as many as were written.</returns>
    public static T[] ReadArray<T>(this BinaryReader state)
        where T : unmanaged
    {
        var values = new T[state.ReadInt32()];
        Fill<T>(state, values);
        return values;
    }

    private static void Fill<T>(BinaryReader state, Span<T> values)
        where T : unmanaged
    {
        while (values.Length > 0)
        {
            var part = values[..Math.Min(Together, values.Length)];
            state.BaseStream.ReadExactly(MemoryMarshal.AsBytes(part));
            values = values[part.Length..];
        }
    }
}
