using System.Numerics;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>
/// A hardware vector of some width. A kernel written once for any of these is compiled for each, so that the widest one that the processor has is
/// used: 512 bits, 256 or 128.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">Its elements, float or double.</typeparam>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has 32 registers of this kind rather than 16.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TSelf Load(T* source);

    static abstract TSelf Broadcast(T value);

    /// <summary>a b + c, fused where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum += a b. For inner loops, instead of <see cref="MultiplyAdd"/>: the compiler then keeps the sum in its register.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Min(TSelf left, TSelf right);

    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The value with its sign bit flipped where the other's is set.</summary>
    static abstract TSelf FlipSign(TSelf value, TSelf sign);

    /// <summary>Elementwise: one where left is greater than right, other elsewhere.</summary>
    static abstract TSelf WhereGreater(TSelf left, TSelf right, TSelf one, TSelf other);

    /// <summary>Whether any element of left is greater than its counterpart in right.</summary>
    static abstract bool AnyGreater(TSelf left, TSelf right);

    /// <summary>The sum of the elements.</summary>
    static abstract T Sum(TSelf value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    void Store(T* target);
}
