using System.Numerics;
using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>A vector of 256 bits.</summary>
internal unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    public static bool HasManyRegisters => false;

    public static Lanes256<T> Load(T* source) => new(Vector256.Load(source));

    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => new(MultiplyAdd(a._value, b._value, c._value));

    public static void AddProduct(ref Lanes256<T> sum, Lanes256<T> a, Lanes256<T> b) => sum._value = MultiplyAdd(a._value, b._value, sum._value);

    public static Lanes256<T> Abs(Lanes256<T> value) => new(Vector256.Abs(value._value));

    public static Lanes256<T> Sqrt(Lanes256<T> value) => new(Vector256.Sqrt(value._value));

    public static Lanes256<T> Min(Lanes256<T> left, Lanes256<T> right) => new(Vector256.MinNative(left._value, right._value));

    public static Lanes256<T> Max(Lanes256<T> left, Lanes256<T> right) => new(Vector256.MaxNative(left._value, right._value));

    public static Lanes256<T> FlipSign(Lanes256<T> value, Lanes256<T> sign) => new(value._value ^ (sign._value & Vector256.Create(T.NegativeZero)));

    public static Lanes256<T> WhereGreater(Lanes256<T> left, Lanes256<T> right, Lanes256<T> one, Lanes256<T> other)
        => new(Vector256.ConditionalSelect(Vector256.GreaterThan(left._value, right._value), one._value, other._value));

    public static bool AnyGreater(Lanes256<T> left, Lanes256<T> right) => Vector256.GreaterThanAny(left._value, right._value);

    public static T Sum(Lanes256<T> value) => Vector256.Sum(value._value);

    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left._value + right._value);

    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left._value - right._value);

    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left._value * right._value);

    public readonly void Store(T* target) => _value.Store(target);

    // The branch on the type is decided when the code is compiled.
    private static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
}
