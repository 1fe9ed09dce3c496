using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using static BeyondNtk.Numerics.Tests.IntegerMatrices;

namespace BeyondNtk.Numerics.Tests;

public sealed class GramMatrixTests
{
    // Blocks of 256 rows, stretches of 256 columns.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(256, 256)]
    [InlineData(300, 613)]
    [InlineData(530, 17)]
    public void IsTheDefinition(int rows, int inner)
    {
        var a = Draw(rows * inner, 3);
        var gram = GramMatrix.Compute(a, inner, WorkerTeam.Get(2));

        Assert.Equal(rows * rows, gram.Length);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < rows; j++)
            {
                if (Dot(a, i, a, j, inner) != gram[(i * rows) + j])
                {
                    Assert.Fail($"entry ({i}, {j}) is {gram[(i * rows) + j]}, not {Dot(a, i, a, j, inner)}");
                }
            }
        }
    }

    [Fact]
    public void TheBitsDoNotDependOnTheThreads()
    {
        var a = new StandardGaussian(700).Draw(600, new RandomStream(81)).ToRowMajorArray();
        var gram = GramMatrix.Compute(a, 700, WorkerTeam.Get(1));

        Assert.All([2, 3, 8], threads => Assert.Equal(gram, GramMatrix.Compute(a, 700, WorkerTeam.Get(threads))));
    }
}
