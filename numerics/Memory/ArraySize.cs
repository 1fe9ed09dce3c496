using System.Runtime.CompilerServices;

namespace BeyondNtk.Numerics.Memory;

/// <summary>The size of an array that is about to be allocated, in numbers that no product of settings overflows.</summary>
/// <param name="Length">The number of elements.</param>
/// <param name="ElementBytes">The bytes of an element.</param>
public readonly record struct ArraySize(Int128 Length, int ElementBytes)
{
    /// <summary>The size in bytes.</summary>
    public Int128 Bytes => Length * ElementBytes;

    /// <summary>Rows x columns elements.</summary>
    public static ArraySize Of<T>(long rows, long columns = 1)
        where T : unmanaged
        => new((Int128)rows * columns, Unsafe.SizeOf<T>());
}
