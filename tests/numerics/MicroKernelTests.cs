using System.Numerics;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Tests;

/// <summary>
/// The micro-kernel on vectors of every width, regardless of what the machine has. On small whole numbers every sum is exact in both formats, so
/// the results must be equal to the last bit.
/// </summary>
public sealed class MicroKernelTests
{
    // No terms, one, and numbers of them that no width divides.
    public static TheoryData<int> Lengths => [0, 1, 5, 67];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void SumsProductsOnVectorsOf512Bits(int length)
    {
        IsTheDefinition<float, Lanes512<float>>(length);
        IsTheDefinition<double, Lanes512<double>>(length);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void SumsProductsOnVectorsOf256Bits(int length)
    {
        IsTheDefinition<float, Lanes256<float>>(length);
        IsTheDefinition<double, Lanes256<double>>(length);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void SumsProductsOnVectorsOf128Bits(int length)
    {
        IsTheDefinition<float, Lanes128<float>>(length);
        IsTheDefinition<double, Lanes128<double>>(length);
    }

    // Rows of A one after the other, and A transposed, as the two passes of a training step read it; either with odd gaps.
    private static void IsTheDefinition<T, TLanes>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        foreach (var add in (bool[])[false, true])
        {
            new TileProblem<T, TLanes>(length, aRowStride: length + 3, aColumnStride: 1, add).AssertSolved();
            new TileProblem<T, TLanes>(length, aRowStride: 1, aColumnStride: MicroKernel<T, TLanes>.MR, add).AssertSolved();
            new TileProblem<T, TLanes>(length, aRowStride: 7, aColumnStride: 45, add).AssertSolved();
        }
    }

    private sealed unsafe class TileProblem<T, TLanes>(int length, int aRowStride, int aColumnStride, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        private const int MR = MicroKernel<T, TLanes>.MR;
        private static readonly int NR = MicroKernel<T, TLanes>.NR;
        private readonly int _cRowStride = NR + 5;
        private readonly int _cPanelStride = (MR * (NR + 5)) + 3;
        private readonly T[] _a = Draw((MR * aRowStride) + (length * aColumnStride) + 1, 1);
        private readonly T[] _b = Draw((2 * length * NR) + 1, 2);
        private readonly T[] _c = Draw(2 * ((MR * (NR + 5)) + 3), 3);

        public void AssertSolved()
        {
            var (one, two) = ((T[])_c.Clone(), (T[])_c.Clone());
            fixed (T* a = _a, b = _b, c = one, d = two)
            {
                MicroKernel<T, TLanes>.Multiply(a, aRowStride, aColumnStride, b, length, c, _cRowStride, add);
                MicroKernel<T, TLanes>.MultiplyTwo(a, aRowStride, aColumnStride, b, length, d, _cRowStride, _cPanelStride, add);
            }

            // What lies between the rows and behind them must be as it was.
            Assert.Equal(Expected(panels: 1), one);
            Assert.Equal(Expected(panels: 2), two);
        }

        private T[] Expected(int panels)
        {
            var c = (T[])_c.Clone();
            for (var panel = 0; panel < panels; panel++)
            {
                for (var i = 0; i < MR; i++)
                {
                    for (var j = 0; j < NR; j++)
                    {
                        ref var entry = ref c[(panel * _cPanelStride) + (i * _cRowStride) + j];
                        entry = add ? entry : T.Zero;
                        for (var t = 0; t < length; t++)
                        {
                            entry += _a[(i * aRowStride) + (t * aColumnStride)] * _b[(panel * length * NR) + (t * NR) + j];
                        }
                    }
                }
            }

            return c;
        }

        private static T[] Draw(int count, int seed)
        {
            var stream = new RandomStream(seed);
            return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(stream.Next(-9, 10)))];
        }
    }
}
