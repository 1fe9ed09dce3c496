using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>A vector of 128 bits.</summary>
internal unsafe struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    public static bool HasManyRegisters => AdvSimd.Arm64.IsSupported;

    public static Lanes128<T> Load(T* source) => new(Vector128.Load(source));

    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) => new(MultiplyAdd(a._value, b._value, c._value));

    public static void AddProduct(ref Lanes128<T> sum, Lanes128<T> a, Lanes128<T> b) => sum._value = MultiplyAdd(a._value, b._value, sum._value);

    public static Lanes128<T> Abs(Lanes128<T> value) => new(Vector128.Abs(value._value));

    public static Lanes128<T> Sqrt(Lanes128<T> value) => new(Vector128.Sqrt(value._value));

    public static Lanes128<T> Min(Lanes128<T> left, Lanes128<T> right) => new(Vector128.MinNative(left._value, right._value));

    public static Lanes128<T> Max(Lanes128<T> left, Lanes128<T> right) => new(Vector128.MaxNative(left._value, right._value));

    public static Lanes128<T> FlipSign(Lanes128<T> value, Lanes128<T> sign) => new(value._value ^ (sign._value & Vector128.Create(T.NegativeZero)));

    public static Lanes128<T> WhereGreater(Lanes128<T> left, Lanes128<T> right, Lanes128<T> one, Lanes128<T> other)
        => new(Vector128.ConditionalSelect(Vector128.GreaterThan(left._value, right._value), one._value, other._value));

    public static bool AnyGreater(Lanes128<T> left, Lanes128<T> right) => Vector128.GreaterThanAny(left._value, right._value);

    public static T Sum(Lanes128<T> value) => Vector128.Sum(value._value);

    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(left._value + right._value);

    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(left._value - right._value);

    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(left._value * right._value);

    public readonly void Store(T* target) => _value.Store(target);

    // The branch on the type is decided when the code is compiled.
    private static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
}
