using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Numerics.Tests;

public sealed class BatchTests
{
    // Sizes shrink, grow and repeat, so that a buffer of an earlier batch would show.
    [Theory]
    [InlineData("relu", Precision.Single)]
    [InlineData("abs", Precision.Double)]
    public void ABatchIsTheAverageOverItsRows(string activation, Precision precision)
    {
        var problem = new GridProblem(activation, 8, 9, 300);
        var gradient = problem.Bind(precision, 2);
        var stream = new RandomStream(63);
        foreach (var size in (int[])[70, 3, 64, 300, 1, 70, 129])
        {
            int[] batch = [.. Enumerable.Range(0, size).Select(_ => stream.Next(300))];

            Agrees(batch);
            Agrees([.. batch.Reverse()]);
            Agrees();
        }

        void Agrees(params int[] batch)
        {
            var rows = batch.Length > 0 ? batch : Enumerable.Range(0, 300);
            var expected = NaiveGradient.Squared(problem.Sample, activation, problem.Weights, problem.Outputs, rows);
            GridProblem.AssertAgrees(expected, problem.Evaluate(gradient, batch), precision, 300);
        }
    }

    // 70 examples fill one block and a part of the next: 70 is within it, 128 beyond.
    [Theory]
    [InlineData(-1)]
    [InlineData(70)]
    [InlineData(128)]
    public void AnExampleThatThereIsNotIsRefused(int example)
    {
        var problem = new GridProblem("relu", 2, 3, 70);

        Assert.Throws<ArgumentOutOfRangeException>(() => problem.Evaluate(problem.Bind(Precision.Single, 1), 0, example));
    }

    [Theory]
    [InlineData("relu", Precision.Double)]
    [InlineData("abs", Precision.Single)]
    public void EachEvaluationSeesTheNextFreshSample(string activation, Precision precision)
    {
        var problem = new GridProblem(activation, 7, 5, 1);
        DataSet[] samples = [.. ((int[])[100, 100, 30, 31, 200, 1, 200]).Select(problem.DrawSample)];
        var source = new Queue(samples);
        var gradient = problem.Bind(precision, 2, source);

        Assert.Equal(0, gradient.Examples);
        foreach (var sample in samples)
        {
            var expected = NaiveGradient.Squared(sample, activation, problem.Weights, problem.Outputs);
            GridProblem.AssertAgrees(expected, problem.Evaluate(gradient), precision, sample.Count);
        }

        Assert.Equal(0, source.Left);
    }

    private sealed class Queue(IEnumerable<DataSet> samples) : IExampleSource
    {
        private readonly Queue<DataSet> _samples = new(samples);

        public bool IsFixed => false;

        public int Left => _samples.Count;

        public DataSet Next() => _samples.Dequeue();
    }
}
