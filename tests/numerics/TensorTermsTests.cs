using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Tests;

public sealed class TensorTermsTests
{
    // The tensors are formed here, entry by entry, as equation 4 of the paper has them.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void AreTheNormsOfTensors(int order)
    {
        var stream = new RandomStream(41);
        var (student, teacher) = (RandomNetworks.Draw("relu", 5, 3, 1, stream), RandomNetworks.Draw("abs", 2, 3, 1, stream));
        var squared = 0.0;
        for (var entry = 0; entry < (int)Math.Pow(3, order); entry++)
        {
            var value = (Entry(student, order, entry) / 2) - Entry(teacher, order, entry);
            squared += value * value;
        }

        Assert.Equal(AbsSeries.Squared(order) * squared, Assert.Single(TensorTerms.Between(student, teacher, [order], WorkerTeam.Get(2))), 1e-13);
    }

    // For f_W(x) = (1/m) sum_i ||w_i|| relu(<w_i, x>) against an even teacher.
    [Fact]
    public void TheFirstTermOfAReluStudentIsThePapers()
    {
        const int Width = 7;
        var stream = new RandomStream(42);
        var weights = new StandardGaussian(4).Draw(Width, stream);
        var norms = weights.RowNorms(2);
        var student = new Neurons(weights, norms.ToColumnMatrix() / Width, HomogeneousActivation.Relu);
        var teacher = RandomNetworks.Draw("abs", 3, 4, 1, stream);
        var mean = weights.TransposeThisAndMultiply(norms) / Width;

        Assert.Equal(mean.DotProduct(mean) / 4, Assert.Single(TensorTerms.Between(student, teacher, [1], WorkerTeam.Get(2))), 1e-13);
    }

    [Fact]
    public void ComeInTheOrderAsked()
    {
        var stream = new RandomStream(43);
        var (student, teacher) = (RandomNetworks.Draw("relu", 5, 3, 2, stream), RandomNetworks.Draw("relu", 2, 3, 2, stream));
        var terms = TensorTerms.Between(student, teacher, [4, 3, 1, 0], WorkerTeam.Get(2));

        Assert.Equal(4, terms.Length);
        Assert.Equal(0, terms[1]);
        double[] ascending = [terms[3], terms[2], terms[0]];
        Assert.Equal(TensorTerms.Between(student, teacher, [0, 1, 4], WorkerTeam.Get(2)), ascending);
        Assert.Equal(3, terms.Where(term => term > 0).Distinct().Count());
    }

    [Fact]
    public void TheBitsDoNotDependOnTheThreads()
    {
        var stream = new RandomStream(44);
        var (student, teacher) = (RandomNetworks.Draw("relu", 40, 7, 1, stream), RandomNetworks.Draw("abs", 9, 7, 1, stream));
        var terms = TensorTerms.Between(student, teacher, [0, 1, 2, 4], WorkerTeam.Get(1));

        Assert.All([2, 3, 8], threads => Assert.Equal(terms, TensorTerms.Between(student, teacher, [0, 1, 2, 4], WorkerTeam.Get(threads))));
    }

    // The digits of an entry in base 3 are its indices.
    private static double Entry(Neurons network, int order, int entry)
    {
        var sum = 0.0;
        for (var i = 0; i < network.Weights.RowCount; i++)
        {
            var norm = network.Weights.Row(i).L2Norm();
            var product = network.Outputs[i, 0] * norm;
            for (var (digit, rest) = (0, entry); digit < order; digit++, rest /= 3)
            {
                product *= network.Weights[i, rest % 3] / norm;
            }

            sum += product;
        }

        return sum;
    }
}
