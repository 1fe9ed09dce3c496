namespace MyPlugin.Tests;

public sealed class TeacherTests
{
    [Fact]
    public void ItKeepsTheContract()
        => Conformance.Teacher(new Trial { Teacher = PluginParts.Create<MyPluginPlugin>().Teacher("my-plugin") });

    [Fact]
    public void MeanAndVarianceAreZeroAndOne()
    {
        const int Count = 100_000;
        var teacher = new MyPluginTeacher(new MyPluginTeacherOptions { Dimension = 5 }, new RandomStream(1));

        var targets = teacher.Target(teacher.Inputs.Draw(Count, new RandomStream(2)));

        // The variance of f* is 1 and that of its square 14: E h_2^4 = 15. Five standard errors.
        Assert.Equal(0, targets.Enumerate().Average(), 5 * Math.Sqrt(1.0 / Count));
        Assert.Equal(1, targets.Enumerate().Average(f => f * f), 5 * Math.Sqrt(14.0 / Count));
    }
}
