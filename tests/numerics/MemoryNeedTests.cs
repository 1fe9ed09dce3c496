using System.Globalization;
using System.Text.RegularExpressions;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

public sealed class MemoryNeedTests
{
    [Fact]
    public void WhatFitsIsAccepted()
        => Assert.Null(MemoryNeed.Refusal("this", 1000, "things", count => [ArraySize.Of<double>(count, 10), ArraySize.Of<byte>(count)]));

    // The largest number that fits is offered: it fits, and one more does not.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatDoesNotFitIsRefusedWithTheFiguresAndWhatWouldFit(int power)
    {
        const long Count = 3_000_000_000;
        IEnumerable<ArraySize> Arrays(long count) => [ArraySize.Of<double>(count, power == 1 ? 1000 : count), ArraySize.Of<float>(count)];

        var refusal = MemoryNeed.Refusal("all this", Count, "things", Arrays, ", or nothing")!;

        var bytes = (Int128)Count * 8 * (power == 1 ? 1000 : Count) + (4 * (Int128)Count);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"all this needs {bytes:N0} bytes, and "), refusal);
        Assert.EndsWith(" things fit, or nothing", refusal);
        var fits = long.Parse(Regex.Match(refusal, "at most about ([0-9]+) ").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Null(MemoryNeed.Refusal("", fits, "", Arrays));
        Assert.NotNull(MemoryNeed.Refusal("", fits + 1, "", Arrays));
    }

    [Fact]
    public void AnArrayLongerThanArraysCanBeIsRefusedHoweverMuchMemoryThereIs()
        => Assert.Contains("1 bytes fit", MemoryNeed.Refusal("", 2, "bytes", count => [ArraySize.Of<byte>(count == 1 ? 1 : 1L << 31)]));

    // Settings multiply to more than 64 bits hold.
    [Fact]
    public void NoProductOverflows()
        => Assert.Contains("no number of things fits", MemoryNeed.Refusal("", long.MaxValue, "things", _ => [ArraySize.Of<double>(long.MaxValue, 1_000_000_000)]));

    [Fact]
    public void TheKernelsOfTrainingRefuseMoreNeuronsThanFit()
    {
        var examples = new SampleObjective(new FixedSample(new DataSet(Matrix<double>.Build.Dense(1, 1), Matrix<double>.Build.Dense(1, 1))), new SquaredLoss());
        var neurons = new Neurons(Matrix<double>.Build.Dense(1, 1), Matrix<double>.Build.Dense(1, 1), HomogeneousActivation.Abs);
        foreach (var objective in (Objective[])[examples, new PopulationObjective(new Teacher(neurons))])
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var refusal = Assert.Throws<CompositionException>(
                () => TwoLayerGradient.Bind(objective, HomogeneousActivation.Relu, 1_000_000, 100_000, Precision.Double, 2));

            Assert.Matches("1000000 neurons in 100000 dimensions.* needs [0-9,]+ bytes, and .*; at most about [0-9]+ neurons fit", refusal.Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 21);
        }
    }

    private sealed class Teacher(Neurons neurons) : ITwoLayerTeacher
    {
        public InputLaw Inputs { get; } = new StandardGaussian(1);

        public Neurons Neurons => neurons;

        public Matrix<double> Target(Matrix<double> inputs) => throw new NotSupportedException();
    }
}
