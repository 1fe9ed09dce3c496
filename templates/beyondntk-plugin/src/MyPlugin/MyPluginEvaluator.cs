using System.ComponentModel.DataAnnotations;

namespace MyPlugin;

/// <summary>Options of the evaluator "my-plugin".</summary>
public sealed class MyPluginEvaluatorOptions
{
    /// <summary>The number of inputs to average over.</summary>
    [Range(2, 100_000_000)]
    public int Samples { get; init; } = 10_000;
}

/// <summary>E f(x)^2 of the model f, by Monte-Carlo with its standard error.</summary>
[Measures("second-moment")]
public sealed class MyPluginEvaluator(MyPluginEvaluatorOptions options, IModel model, InputLaw inputs, RandomStream stream) : IEvaluator, IResumable
{
    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var squares = model.Predict(inputs.Draw(options.Samples, stream)).PointwisePower(2).RowSums();
        var mean = squares.Average();
        var variance = (squares - mean).PointwisePower(2).Sum() / (squares.Count - 1);
        return [new("second-moment", mean) { StandardError = Math.Sqrt(variance / squares.Count) }];
    }

    /// <summary>The position in the stream of inputs: an interrupted run resumes as if it had not been interrupted.</summary>
    public void Save(BinaryWriter state) => stream.Save(state);

    /// <inheritdoc/>
    public void Restore(BinaryReader state) => stream.Restore(state);
}
