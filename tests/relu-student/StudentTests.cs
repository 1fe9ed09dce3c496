using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.ReluStudent.Tests;

public sealed class StudentTests
{
    // f_W(x) = (1/m) sum_i ||w_i|| act(<w_i, x>).
    [Theory]
    [InlineData(ActivationName.Relu)]
    [InlineData(ActivationName.Abs)]
    public void PredictsItsDefinition(ActivationName activation)
    {
        var student = Students.Create(activation, 9, 5);
        var inputs = new StandardGaussian(5).Draw(20, new RandomStream(2));
        var predictions = student.Predict(inputs);

        for (var n = 0; n < 20; n++)
        {
            // Nine products of order 1.
            Assert.Equal(Students.Predict(student.Parameters, activation, 9, inputs.Row(n)), predictions[n, 0], 1e-14);
        }

        Assert.Equal((20, 1), (predictions.RowCount, predictions.ColumnCount));
    }

    // N(0, I/d) times the scale. 5 x 8000 draws.
    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public void InitialWeightsAreGaussianWithVarianceOneOverD(double scale)
    {
        var student = Students.Create(ActivationName.Relu, 8000, 5, scale: scale);
        double[] z = [.. student.Parameters.ToArray().Select(weight => weight * Math.Sqrt(5) / scale)];

        Assert.Equal(0, z.Average(), 5 * Math.Sqrt(1.0 / z.Length));
        Assert.Equal(1, z.Average(value => value * value), 5 * Math.Sqrt(2.0 / z.Length));
        Assert.Equal(3, z.Average(value => Math.Pow(value, 4)), 5 * Math.Sqrt(96.0 / z.Length));
    }

    [Fact]
    public void TheStreamIsAllThatInitialWeightsDependOn()
    {
        var first = Students.Create(ActivationName.Relu, 6, 4).Parameters.ToArray();

        Assert.Equal(first, Students.Create(ActivationName.Abs, 6, 4, precision: Precision.Single).Parameters.ToArray());
        Assert.NotEqual(first, Students.Create(ActivationName.Relu, 6, 4, seed: 2).Parameters.ToArray());
    }

    [Fact]
    public void SavesItsWeightsNeuronByNeuron()
    {
        var student = Students.Create(ActivationName.Relu, 3, 2);
        var saved = Assert.Single(student.Weights);
        var block = Assert.Single(student.Blocks);

        Assert.Equal("weights", saved.Name);
        Assert.Equal((3, 2), (saved.Values.RowCount, saved.Values.ColumnCount));
        Assert.Equal(student.Parameters.ToArray(), saved.Values.ToRowMajorArray());
        Assert.Equal((0, 3, 2, 6), (block.Offset, block.Neurons, block.Inputs, block.Length));
    }

    // A sample takes two copies of its inputs, and the labels; the rest are sums of the size of the weights. Binding happens on this thread.
    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void SaysWhatTheSampleItIsBoundToNeeds(Precision precision)
    {
        var student = Students.Create(ActivationName.Relu, 50, 16, precision: precision);
        var inputs = new StandardGaussian(16).Draw(20_000, new RandomStream(2));
        var sample = new DataSet(inputs, student.Predict(inputs));
        Assert.Equal((0, 1), (student.Bytes, student.UsefulThreads));

        var before = GC.GetAllocatedBytesForCurrentThread();
        student.Bind(new SampleObjective(new FixedSample(sample), new SquaredLoss()));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)student.Bytes, 0.9, 1.2);
        Assert.Equal(16, student.UsefulThreads);
    }

    [Fact]
    public void ASmallStepIsOneThreadsWork()
    {
        var teacher = new AxesTeacher(0.5, 0.3, 0.2);
        foreach (var objective in (Objective[])[
            new PopulationObjective(teacher), new SampleObjective(new FixedSample(DataSet.Draw(teacher, 50, new RandomStream(3))), new SquaredLoss())])
        {
            var student = Students.Create(ActivationName.Relu, 7, 3);
            student.Bind(objective);
            Assert.Equal(1, student.UsefulThreads);
        }
    }

    [Fact]
    public void NeuronsAreASnapshot()
    {
        var student = Students.Create(ActivationName.Abs, 3, 2);
        var before = student.Neurons;
        var weights = before.Weights.Clone();
        student.Parameters[0] += 1;

        Assert.Equal(weights, before.Weights);
        Assert.Equal(weights[0, 0] + 1, student.Neurons.Weights[0, 0]);
        Assert.Equal(student.Neurons.Weights.Row(0).L2Norm() / 3, student.Neurons.Outputs[0, 0], 1e-15);
    }
}
