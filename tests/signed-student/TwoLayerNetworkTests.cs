using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SignedStudent.Tests;

/// <summary>Predictions and gradients of the network, for every choice of what it has and what it trains.</summary>
public sealed class TwoLayerNetworkTests
{
    private static readonly Hypercube Law = new(5);

    public static TheoryData<bool, bool, bool, bool> Choices()
    {
        var data = new TheoryData<bool, bool, bool, bool>();
        for (var choice = 0; choice < 16; choice++)
        {
            var (biases, weights, trainedBiases, outputs) = ((choice & 1) > 0, (choice & 2) > 0, (choice & 4) > 0, (choice & 8) > 0);
            if (weights || outputs || (biases && trainedBiases))
            {
                data.Add(biases, weights, trainedBiases, outputs);
            }
        }

        return data;
    }

    // The oracle against central differences of the mean of the predictions' own losses: the kernel and the prediction share no code. No
    // pre-activation is within the step of a kink, which the test sees to.
    [Theory]
    [MemberData(nameof(Choices))]
    public void TheGradientIsTheSlopeOfTheLoss(bool biases, bool trainWeights, bool trainBiases, bool trainOutputs)
    {
        const double Step = 1e-6;
        var network = Create(new TwoLayerOptions
        {
            Width = 7,
            Biases = biases,
            BiasScale = 0.3,
            TrainWeights = trainWeights,
            TrainBiases = trainBiases,
            TrainOutputs = trainOutputs,
            Precision = Precision.Double,
        });
        var sample = DataSet.Draw(new Sum(Law), 90, new RandomStream(2));
        var gradient = new double[network.Parameters.Length];

        var loss = network.BindLoss(new SampleObjective(new FixedSample(sample), new Cubic())).Gradient(network.Parameters, gradient);

        Assert.Equal(Loss(network, sample), loss, 1e-13 * Math.Abs(loss));
        for (var k = 0; k < gradient.Length; k++)
        {
            var before = network.Parameters[k];
            network.Parameters[k] = before + Step;
            var above = Loss(network, sample);
            network.Parameters[k] = before - Step;
            var below = Loss(network, sample);
            network.Parameters[k] = before;

            // Rounding is about 1e-16 / 1e-6, truncation 1e-12.
            Assert.Equal((above - below) / (2 * Step), gradient[k], 1e-8);
        }
    }

    [Fact]
    public void BlocksSayWhatTheyAreAndWhatIsFrozenIsNone()
    {
        var all = Create(new TwoLayerOptions { Width = 4, Biases = true });
        var some = Create(new TwoLayerOptions { Width = 4, Biases = true, TrainBiases = false });

        Assert.Equal([BlockRole.HiddenWeights, BlockRole.HiddenBiases, BlockRole.OutputWeights], all.Blocks.Select(block => block.Role));
        Assert.Equal([BlockRole.HiddenWeights, BlockRole.OutputWeights], some.Blocks.Select(block => block.Role));
        Assert.Equal((4 * 5) + 4, some.Parameters.Length);
        Assert.Equal(3, some.Weights.Count);
    }

    [Fact]
    public void DirectionsHaveTheirLengthAndSignsAlternate()
    {
        var network = Create(new TwoLayerOptions { Width = 6, Weights = InitialLaw.Directions, WeightScale = 0.4, Outputs = InitialLaw.AlternatingSigns, OutputScale = 0.4 });

        Assert.All(network.Neurons.Weights.EnumerateRows(), row => Assert.Equal(0.4, row.L2Norm(), 1e-15));
        Assert.Equal([0.4, -0.4, 0.4, -0.4, 0.4, -0.4], network.Neurons.Outputs.Column(0));
    }

    // On a cube of 2^5 corners the population objective is the mean over all of them, for any loss.
    [Fact]
    public void OnAFiniteLawThePopulationIsAllInputs()
    {
        var (network, teacher) = (Create(new TwoLayerOptions { Width = 7, Biases = true, Precision = Precision.Double }), new Sum(Law));
        var whole = new DataSet(Law.Inputs(), teacher.Target(Law.Inputs()));

        var loss = network.BindLoss(new PopulationObjective(teacher, new Cubic())).Gradient(network.Parameters, new double[network.Parameters.Length]);

        Assert.Equal(32, whole.Count);
        Assert.Equal(Loss(network, whole), loss, 1e-13 * Math.Abs(loss));
    }

    [Fact]
    public void NothingToTrainIsRefused()
        => Assert.Contains("nothing of it would be trained", Assert.Throws<CompositionException>(() => Create(new TwoLayerOptions { TrainWeights = false, TrainOutputs = false })).Message);

    private static TwoLayerNetwork Create(TwoLayerOptions options) => new(options, Law, new RandomStream(1), new ThreadBudget(2));

    private static double Loss(TwoLayerNetwork network, DataSet sample)
        => network.Predict(sample.Inputs).Enumerate().Zip(sample.Labels.Enumerate(), (f, y) => Cubic.Of(f - y)).Average();

    // A loss that is not squared, so that a kernel which assumed so would be found out.
    private sealed class Cubic : IPointwiseLoss
    {
        public static double Of(double error) => (error * error * error / 3) + (error * error);

        public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
        {
            var sum = 0.0;
            for (var n = 0; n < predictions.Length; n++)
            {
                var error = predictions[n] - labels[n];
                derivatives[n] = (error * error) + (2 * error);
                sum += Of(error);
            }

            return sum;
        }
    }

    private sealed class Sum(InputLaw inputs) : ITeacher
    {
        public InputLaw Inputs => inputs;

        public Matrix<double> Target(Matrix<double> x) => x.RowSums().ToColumnMatrix();
    }
}
