using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Tests;

public sealed class TwoLayerPredictionTests
{
    [Theory]
    [InlineData("relu", 1, 1, 1, 1)]
    [InlineData("abs", 7, 5, 2, 301)]
    [InlineData("relu", 30, 13, 3, 513)]
    public void IsTheDefinition(string activation, int width, int dimension, int outputs, int count)
    {
        var stream = new RandomStream(51);
        var network = RandomNetworks.Draw(activation, width, dimension, outputs, stream);
        var inputs = new StandardGaussian(dimension).Draw(count, stream);
        var predictions = network.Predict(inputs, WorkerTeam.Get(1));

        Assert.Equal((count, outputs), (predictions.RowCount, predictions.ColumnCount));
        for (var n = 0; n < count; n++)
        {
            // At most 30 x 13 products of order 1.
            Assert.Equal(RandomNetworks.Predict(network, inputs.Row(n)), predictions.Row(n), (a, b) => Math.Abs(a - b) < 1e-13);
        }

        Assert.All([2, 3, 8], threads => Assert.Equal(predictions, network.Predict(inputs, WorkerTeam.Get(threads))));
    }
}
