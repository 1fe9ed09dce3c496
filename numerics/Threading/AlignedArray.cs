using System.Runtime.CompilerServices;
using BeyondNtk.Numerics.Memory;

namespace BeyondNtk.Numerics.Threading;

/// <summary>An array that starts on a cache line and does not move, so that a kernel can walk it with pointers and whole-line loads.</summary>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    // Keeps the memory alive: Pointer alone does not.
    private readonly T[] _memory;

    public AlignedArray(int length)
    {
        Length = length;
        _memory = GC.AllocateArray<T>(length + (CacheLine / sizeof(T)), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref _memory[0]);
        Pointer = (T*)((start + CacheLine - 1) & ~(nuint)(CacheLine - 1));
    }

    /// <summary>The size of one of rows x columns elements, including the alignment.</summary>
    public static ArraySize Size(long rows, long columns) => ArraySize.Of<T>(rows, columns) is var size ? size with { Length = size.Length + (CacheLine / sizeof(T)) } : default;

    public int Length { get; }

    public T* Pointer { get; }

    public Span<T> Span => new(Pointer, Length);
}
