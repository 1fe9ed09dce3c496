using MathNet.Numerics.LinearAlgebra;

namespace MyPlugin;

/// <summary>Options of the model "my-plugin".</summary>
public sealed class MyPluginModelOptions
{
    /// <summary>Whether the model has a constant term.</summary>
    public bool Constant { get; init; } = true;
}

/// <summary>f(x) = b_0 + sum_k b_k x_k: linear in features, which are the coordinates.</summary>
public sealed class MyPluginModel(MyPluginModelOptions options, InputLaw inputs) : IFeatureModel
{
    private Matrix<double>? _weights;

    /// <inheritdoc/>
    public int Features => inputs.Dimension + (options.Constant ? 1 : 0);

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => _weights is null ? [] : [new("weights", _weights)];

    /// <inheritdoc/>
    public Matrix<double> Evaluate(Matrix<double> inputs)
        => options.Constant ? Matrix<double>.Build.Dense(inputs.RowCount, 1, 1).Append(inputs) : inputs;

    /// <inheritdoc/>
    public void SetWeights(Matrix<double> weights) => _weights = weights;

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs) => Evaluate(inputs) * (_weights ?? Matrix<double>.Build.Dense(Features, 1));
}
