using System.Numerics;
using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>A vector of 512 bits.</summary>
internal unsafe struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    public static bool HasManyRegisters => true;

    public static Lanes512<T> Load(T* source) => new(Vector512.Load(source));

    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => new(MultiplyAdd(a._value, b._value, c._value));

    public static void AddProduct(ref Lanes512<T> sum, Lanes512<T> a, Lanes512<T> b) => sum._value = MultiplyAdd(a._value, b._value, sum._value);

    public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.Abs(value._value));

    public static Lanes512<T> Sqrt(Lanes512<T> value) => new(Vector512.Sqrt(value._value));

    public static Lanes512<T> Min(Lanes512<T> left, Lanes512<T> right) => new(Vector512.MinNative(left._value, right._value));

    public static Lanes512<T> Max(Lanes512<T> left, Lanes512<T> right) => new(Vector512.MaxNative(left._value, right._value));

    public static Lanes512<T> FlipSign(Lanes512<T> value, Lanes512<T> sign) => new(value._value ^ (sign._value & Vector512.Create(T.NegativeZero)));

    public static Lanes512<T> WhereGreater(Lanes512<T> left, Lanes512<T> right, Lanes512<T> one, Lanes512<T> other)
        => new(Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), one._value, other._value));

    public static bool AnyGreater(Lanes512<T> left, Lanes512<T> right) => Vector512.GreaterThanAny(left._value, right._value);

    public static T Sum(Lanes512<T> value) => Vector512.Sum(value._value);

    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left._value + right._value);

    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left._value - right._value);

    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left._value * right._value);

    public readonly void Store(T* target) => _value.Store(target);

    // The branch on the type is decided when the code is compiled.
    private static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
}
