using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;

namespace BeyondNtk.BinaryTeachers.Tests;

/// <summary>Inputs and labels of the teachers of two classes.</summary>
public sealed class BinaryTeacherTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AParityIsTheSignOfAProduct(int order)
    {
        var teacher = new Parity(new() { Dimension = 5, Order = order });
        var inputs = ((IFiniteLaw)teacher.Inputs).Inputs();

        Assert.Equal(inputs.EnumerateRows().Select(x => (double)Math.Sign(x.Take(order).Aggregate(1.0, (product, value) => product * value))), teacher.Target(inputs).Column(0));
        Assert.Equal(0, teacher.Target(inputs).Column(0).Sum());
        Assert.Contains("Order is 3", Assert.Throws<CompositionException>(() => new Parity(new() { Dimension = 2, Order = 3 })).Message);
    }

    // (+-1, 0) has the label 1, (0, +-1) the label -1, beside signs; all inputs once, and draws that are among them.
    [Fact]
    public void TheNoisyXorHasTheInputsOfItsDefinition()
    {
        var teacher = new NoisyXor(new() { Dimension = 4 });
        var inputs = ((IFiniteLaw)teacher.Inputs).Inputs() * Math.Sqrt(3);
        var expected =
            from label in new[] { 1, -1 }
            from sign in new[] { 1, -1 }
            from third in new[] { 1, -1 }
            from fourth in new[] { 1, -1 }
            select $"{(label == 1 ? sign : 0)} {(label == 1 ? 0 : sign)} {third} {fourth}: {label}";

        var words = inputs.EnumerateRows().Zip(teacher.Target(inputs).Column(0), (x, y) => $"{string.Join(' ', x.Select(value => Math.Round(value)))}: {y}".Replace("-0", "0", StringComparison.Ordinal)).ToArray();

        Assert.Equal(expected.Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
        var drawn = teacher.Inputs.Draw(500, new RandomStream(1)).EnumerateRows().Select(row => row.ToString()).Distinct().ToArray();
        Assert.Equal(((IFiniteLaw)teacher.Inputs).Inputs().EnumerateRows().Select(row => row.ToString()).Order(), drawn.Order());
    }

    [Fact]
    public void WithoutReplacementTheWholeCubeIsASample()
    {
        var teacher = new Parity(new() { Dimension = 6, WithoutReplacement = true });
        var sample = DataSet.Draw(teacher, 64, new RandomStream(1));

        Assert.Equal(64, sample.Inputs.EnumerateRows().Select(row => row.ToString()).Distinct().Count());
        Assert.Equal(sample.First(20).Inputs, DataSet.Draw(teacher, 20, new RandomStream(1)).Inputs);
        Assert.Contains("65 inputs are asked for, and without replacement there are 64", Assert.Throws<CompositionException>(() => DataSet.Draw(teacher, 65, new RandomStream(1))).Message);
    }

    [Fact]
    public void AGroupHasOneLabel()
    {
        var teacher = new Groups(new() { Dimension = 12, Count = 7, Spread = 0.1 }, new RandomStream(3));
        var inputs = teacher.Inputs.Draw(400, new RandomStream(4));
        var groups = inputs.EnumerateRows().Zip(teacher.Target(inputs).Column(0), (x, y) => (Group: x.MaximumIndex(), Label: y)).GroupBy(example => example.Group).ToArray();

        Assert.Equal(7, groups.Length);
        Assert.All(groups, group => Assert.Single(group.Select(example => example.Label).Distinct()));
        Assert.All(inputs.EnumerateRows(), x => Assert.Equal(1, x.L2Norm(), 1e-12));

        // The better constant errs on the rarer label.
        var rarer = groups.Count(group => group.First().Label > 0) is var positive ? Math.Min(positive, 7 - positive) / 7.0 : 0;
        Assert.Equal([0.5, rarer], teacher.ReferenceLevels.Select(level => level.Value));
        Assert.Equal(["chance", "best constant"], teacher.ReferenceLevels.Select(level => level.Label));
    }
}
