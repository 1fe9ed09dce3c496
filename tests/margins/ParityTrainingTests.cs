using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.BinaryTeachers;
using BeyondNtk.LossesAndPenalties;
using BeyondNtk.SignedStudent;

namespace BeyondNtk.Margins.Tests;

/// <summary>What training reaches, against the numbers of an independent program.</summary>
public sealed class ParityTrainingTests
{
    // 120 to 160 and 260 to 320 examples over three seeds there; half of the range is added on either side for the median of five. The linearised network needs 350 to 400 at d = 8.
    [Theory]
    [InlineData(8, 100, 180)]
    [InlineData(16, 230, 350)]
    public void SgdNeedsExamplesInProportionToTheDimension(int dimension, int least, int most)
    {
        var teacher = new Parity(new() { Dimension = dimension });
        var options = new TwoLayerOptions { Width = 512 };

        Assert.InRange(MedianOfFive(seed => new TwoLayerNetwork(options, teacher.Inputs, new RandomStream(seed), new ThreadBudget(1)), teacher), least, most);
        if (dimension == 8)
        {
            Assert.InRange(MedianOfFive(seed => new TangentNetwork(options, teacher.Inputs, new RandomStream(seed), new ThreadBudget(1)), teacher), 230, 500);
        }
    }

    // The law of guessing: .063 at r = 16 and n = 32, of which 20 samples know the mean to .01, three standard errors.
    [Fact]
    public void AGroupIsLearntFromOneExample()
    {
        var errors = Enumerable.Range(1, 20).Select(seed =>
        {
            var teacher = new Groups(new() { Dimension = 64, Count = 16 }, new RandomStream(seed).Child("teacher"));
            var sample = DataSet.Draw(teacher, 32, new RandomStream(seed).Child("sample"));
            var network = new TwoLayerNetwork(new() { Width = 256 }, teacher.Inputs, new RandomStream(seed).Child("network"), new ThreadBudget(1));
            Descend(network, new SampleObjective(new FixedSample(sample), new LogisticLoss()), 2, 300);
            return new ClassificationError(new() { Samples = 1000 }, network, teacher, new RandomStream(seed)).Evaluate()[0].Value;
        });

        Assert.Equal(0.5 * Math.Pow(15.0 / 16, 32), errors.Average(), 0.03);
    }

    private static int MedianOfFive(Func<int, ITrainable> create, Parity teacher)
        => Enumerable.Range(1, 5).Select(seed => ExamplesUntilLearnt(create(seed), teacher, seed, 600)).Order().ElementAt(2);

    private static int ExamplesUntilLearnt(ITrainable model, Parity teacher, int seed, int most)
    {
        var objective = new SampleObjective(new FreshSamples(teacher, 1, new RandomStream(seed).Child("examples")), new LogisticLoss());
        var error = new ClassificationError(new() { Samples = 2000 }, model, teacher, new RandomStream(6));
        var descend = Descent(model, objective, 0.5);
        for (var n = 1; n <= most; n++)
        {
            descend();
            if (n % 10 == 0 && error.Evaluate()[0].Value < 0.02)
            {
                return n;
            }
        }

        return int.MaxValue;
    }

    private static void Descend(ITrainable model, Objective objective, double stepSize, int steps)
    {
        var descend = Descent(model, objective, stepSize);
        for (var step = 0; step < steps; step++)
        {
            descend();
        }
    }

    private static Action Descent(ITrainable model, Objective objective, double stepSize)
    {
        var (oracle, gradient) = (model.Bind(objective), new double[model.Parameters.Length]);
        return () =>
        {
            oracle.Gradient(model.Parameters, gradient);
            for (var k = 0; k < gradient.Length; k++)
            {
                model.Parameters[k] -= stepSize * gradient[k];
            }
        };
    }
}
