namespace BeyondNtk.Engine.Tests;

/// <summary>At which steps evaluators measure.</summary>
public sealed class CadenceTests
{
    [Theory]
    [InlineData(null, null, 20, new long[] { 0, 20 })]
    [InlineData(7L, null, 20, new long[] { 0, 7, 14, 20 })]
    [InlineData(5L, null, 20, new long[] { 0, 5, 10, 15, 20 })]
    [InlineData(1L, null, 3, new long[] { 0, 1, 2, 3 })]
    [InlineData(50L, null, 20, new long[] { 0, 20 })]
    [InlineData(null, 1, 2000, new long[] { 0, 1, 10, 100, 1000, 2000 })]
    [InlineData(null, 2, 320, new long[] { 0, 1, 3, 10, 32, 100, 316, 320 })]
    [InlineData(null, 3, 100, new long[] { 0, 1, 2, 5, 10, 22, 46, 100 })]
    [InlineData(null, 5, 100, new long[] { 0, 1, 2, 3, 4, 6, 10, 16, 25, 40, 63, 100 })]
    [InlineData(40L, 1, 100, new long[] { 0, 1, 10, 40, 80, 100 })]
    [InlineData(null, null, 0, new long[] { 0 })]
    public void AreTheStartTheEndAndThoseOfTheCadence(long? every, int? perDecade, long steps, long[] expected)
    {
        var loop = new Loop();

        loop.Run(new ScriptedOptimizer(steps), [Loop.Evaluator("due", every: every, perDecade: perDecade)]);

        Assert.Equal(expected, loop.StepsOf("due"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(100)]
    public void TheGridOfADecadeHasEveryPointOnce(int perDecade)
    {
        const int Steps = 3000;
        var grid = Enumerable.Range(0, 4 * perDecade).Select(j => (long)Math.Round(Math.Pow(10, (double)j / perDecade))).Where(step => step <= Steps);
        var loop = new Loop();

        loop.Run(new ScriptedOptimizer(Steps), [Loop.Evaluator("due", perDecade: perDecade)]);

        Assert.Equal(grid.Prepend(0).Append(Steps).Distinct(), loop.StepsOf("due"));
    }

    [Fact]
    public void EachEvaluatorHasItsOwn()
    {
        var loop = new Loop();

        loop.Run(new ScriptedOptimizer(6), [Loop.Evaluator("twos", every: 2), Loop.Evaluator("threes", every: 3), Loop.Evaluator("ends")]);

        Assert.Equal([0, 2, 4, 6], loop.StepsOf("twos"));
        Assert.Equal([0, 3, 6], loop.StepsOf("threes"));
        Assert.Equal([0, 6], loop.StepsOf("ends"));
    }

    [Fact]
    public void AnEvaluatorIsCalledOnceForEachRow()
    {
        var evaluator = new ScriptedEvaluator();
        var loop = new Loop();

        loop.Run(new ScriptedOptimizer(6), [Loop.Evaluator("due", evaluator, every: 2)]);

        Assert.Equal(4, evaluator.Calls);
        Assert.Equal([1, 2, 3, 4], loop.Measurements.Where(row => row.Evaluator == "due").Select(row => row.Metric.Value));
    }
}
