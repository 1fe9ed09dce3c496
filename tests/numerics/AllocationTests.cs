namespace BeyondNtk.Numerics.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void AStepOnAFixedSampleAllocatesNothing(Precision precision)
    {
        var problem = new GridProblem("relu", 20, 10, 500);
        var gradient = problem.Bind(precision, 1);
        int[] batch = [.. Enumerable.Range(0, 100)];
        var field = new double[problem.Weights.Length];
        Evaluate();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 20; step++)
        {
            Evaluate();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Evaluate()
        {
            gradient.Evaluate(problem.Weights, problem.Outputs, field, []);
            gradient.Evaluate(problem.Weights, problem.Outputs, field, batch);
        }
    }
}
