using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;
using static BeyondNtk.KernelResults.Rounding;

namespace BeyondNtk.KernelResults;

/// <summary>The predictions of a network at more inputs than a block of 256.</summary>
internal static class PredictionProblem
{
    private const int Count = 261;
    private const int Width = 13;
    private const int Dimension = 11;

    public static IEnumerable<Result> All(WorkerTeam team) => [Evaluate(HomogeneousActivation.Relu, team), Evaluate(HomogeneousActivation.Abs, team)];

    private static Result Evaluate(HomogeneousActivation activation, WorkerTeam team)
    {
        var stream = new RandomStream(103);
        var network = Network.Draw(activation, Width, Dimension, stream);
        double[][] inputs = [.. Enumerable.Range(0, Count).Select(_ => Network.Gaussians(Dimension, stream))];
        var predictions = network.Neurons.Predict(Matrix<double>.Build.DenseOfRowArrays(inputs), team);

        // d roundings of a pre-activation, 2 of the activation, which is at most as steep as the identity, and m of the sum over neurons.
        return new Result(
            $"predictions of {activation.Name}",
            predictions.ToColumnMajorArray(),
            [.. inputs.Select(x => (Dimension + 2 + Width) * Rounding.Double * network.Weights.Zip(network.Outputs, (row, output) => Math.Abs(output) * Magnitude(row, x)).Sum())]);
    }
}
