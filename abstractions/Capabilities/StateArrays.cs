using System.Runtime.InteropServices;

namespace BeyondNtk.Abstractions;

/// <summary>Arrays in the state of an <see cref="IResumable"/>, to the bit.</summary>
public static class StateArrays
{
    // The bytes of a longer span would not fit the index of one.
    private const int Together = 1 << 20;

    /// <summary>Writes the length and the values.</summary>
    /// <param name="state">The state.</param>
    /// <param name="values">The values, of any length.</param>
    public static void WriteArray<T>(this BinaryWriter state, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        state.Write(values.Length);
        for (var first = 0; first < values.Length; first += Together)
        {
            state.Write(MemoryMarshal.AsBytes(values[first..Math.Min(values.Length, first + Together)]));
        }
    }

    /// <summary>Reads values of a length that is known.</summary>
    /// <param name="state">The state.</param>
    /// <param name="values">Receives the values, as many as were written.</param>
    /// <exception cref="InvalidDataException">Others were written.</exception>
    public static void ReadArray<T>(this BinaryReader state, Span<T> values)
        where T : unmanaged
    {
        if (state.ReadInt32() is var length && length != values.Length)
        {
            throw new InvalidDataException($"the state has {length} values where {values.Length} belong");
        }

        for (var first = 0; first < values.Length; first += Together)
        {
            state.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values[first..Math.Min(values.Length, first + Together)]));
        }
    }

    /// <summary>Reads values of whatever length.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The values, as many as were written.</returns>
    public static T[] ReadArray<T>(this BinaryReader state)
        where T : unmanaged
    {
        var values = new T[state.ReadInt32()];
        for (var first = 0; first < values.Length; first += Together)
        {
            state.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(first, Math.Min(values.Length - first, Together))));
        }

        return values;
    }
}
