using System.Numerics;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Tests;

/// <summary>
/// The tile on vectors of every width, whatever the machine has. On small whole numbers every sum is exact in both formats, so the results must
/// be equal to the last bit.
/// </summary>
public sealed class RegisterTileTests
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

    // Rows of A one behind the other, and A turned round, as the two passes of a training step read it; either with odd gaps.
    private static void IsTheDefinition<T, TLanes>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        foreach (var add in (bool[])[false, true])
        {
            new TileProblem<T, TLanes>(length, aRow: length + 3, aStep: 1, add).AssertSolved();
            new TileProblem<T, TLanes>(length, aRow: 1, aStep: RegisterTile<T, TLanes>.Rows, add).AssertSolved();
            new TileProblem<T, TLanes>(length, aRow: 7, aStep: 45, add).AssertSolved();
        }
    }

    private sealed unsafe class TileProblem<T, TLanes>(int length, int aRow, int aStep, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        private const int Rows = RegisterTile<T, TLanes>.Rows;
        private static readonly int Columns = RegisterTile<T, TLanes>.Columns;
        private readonly int _cRow = Columns + 5;
        private readonly int _cPanel = (Rows * (Columns + 5)) + 3;
        private readonly T[] _a = Draw((Rows * aRow) + (length * aStep) + 1, 1);
        private readonly T[] _b = Draw((2 * length * Columns) + 1, 2);
        private readonly T[] _c = Draw(2 * ((Rows * (Columns + 5)) + 3), 3);

        public void AssertSolved()
        {
            var (one, two) = ((T[])_c.Clone(), (T[])_c.Clone());
            fixed (T* a = _a, b = _b, c = one, d = two)
            {
                RegisterTile<T, TLanes>.Multiply(a, aRow, aStep, b, length, c, _cRow, add);
                RegisterTile<T, TLanes>.MultiplyTwo(a, aRow, aStep, b, length, d, _cRow, _cPanel, add);
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
                for (var i = 0; i < Rows; i++)
                {
                    for (var j = 0; j < Columns; j++)
                    {
                        ref var entry = ref c[(panel * _cPanel) + (i * _cRow) + j];
                        entry = add ? entry : T.Zero;
                        for (var t = 0; t < length; t++)
                        {
                            entry += _a[(i * aRow) + (t * aStep)] * _b[(panel * length * Columns) + (t * Columns) + j];
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
