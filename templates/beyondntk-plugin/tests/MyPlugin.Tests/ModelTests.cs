using MathNet.Numerics.LinearAlgebra;

namespace MyPlugin.Tests;

public sealed class ModelTests
{
    [Fact]
    public void ItKeepsTheContract()
        => Conformance.Model(new Trial { Model = PluginParts.Create<MyPluginPlugin>().Model("my-plugin") });

    [Fact]
    public void ThePredictionIsLinearInTheFeatures()
    {
        var law = new StandardGaussian(3);
        var inputs = law.Draw(5, new RandomStream(1));
        var model = new MyPluginModel(new MyPluginModelOptions(), law);
        var weights = Matrix<double>.Build.Dense(model.Features, 1, (i, _) => i + 1);

        var features = model.Evaluate(inputs);
        model.SetWeights(weights);

        Assert.Equal((5, model.Features), (features.RowCount, features.ColumnCount));
        Assert.Equal(features * weights, model.Predict(inputs));
    }
}
