using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Numerics.Tests;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(Precision.Single, 1)]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Single, 2)]
    [InlineData(Precision.Double, 2)]
    public void AStepOnAFixedSampleAllocatesNothing(Precision precision, int threads)
    {
        var problem = new GridProblem("relu", 20, 10, 500);
        var gradient = problem.Bind(precision, threads);
        int[] batch = [.. Enumerable.Range(0, 100)];
        var field = new double[problem.Weights.Length];

        AllocatesNothing(threads, () =>
        {
            gradient.Evaluate(problem.Weights, problem.Outputs, field, []);
            gradient.Evaluate(problem.Weights, problem.Outputs, field, batch);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AStepOnThePopulationAllocatesNothing(int threads)
    {
        var stream = new RandomStream(66);
        var student = RandomNetworks.Draw("relu", 20, 10, 1, stream);
        var teacher = new NetworkTeacher(RandomNetworks.Draw("abs", 10, 10, 1, stream));
        var gradient = TwoLayerGradient.Bind(new PopulationObjective(teacher), HomogeneousActivation.Relu, 20, 10, Precision.Double, threads);
        var (weights, outputs, field) = (student.Weights.ToRowMajorArray(), student.Outputs.ToColumnMajorArray(), new double[200]);

        AllocatesNothing(threads, () => gradient.Evaluate(weights, outputs, field, []));
    }

    private static void AllocatesNothing(int threads, Action step)
    {
        const int Steps = 1000;
        var allocations = new WorkerAllocations(threads);

        // A thread keeps what it needs for the largest product from its first one on.
        allocations.OnEach(() => RowProducts.MultiplyNT(new double[300 * 300], new double[300 * 300], 300, new double[300 * 300]));
        allocations.Count(20, step);
        long[][] rounds = [.. Enumerable.Range(0, 3).Select(_ => allocations.Count(Steps, step))];

        // What steps allocate is there in every round; what the runtime does once for a thread, in one. An object at each step, of 24 bytes at
        // least, would make 24,000 bytes; where threads wait for each other, one makes an object of a few tens of bytes to sleep on.
        Assert.All(Enumerable.Range(0, threads), worker => Assert.InRange(rounds.Min(bytes => bytes[worker]), 0, threads == 1 ? 0 : Steps));
    }
}
