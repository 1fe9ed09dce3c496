using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.ExcessRisk;

/// <summary>
/// Noisy gradient descent, then plain gradient descent (Akiyama and Suzuki 2022; in its details a reconstruction). In the first phase parameters r enter
/// the network as clip(r) and follow r &lt;- r - eta_1 d(objective + lambda ||r||^2)/dr + sqrt(2 eta_1 / beta) N(0, I). Then each neuron
/// becomes a_j &lt;- sign(a_j), w_j &lt;- |a_j| w_j, the same function, and the hidden weights alone follow the objective's gradient.
/// </summary>
public sealed class TwoPhaseDescent : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly TwoPhaseOptions _options;
    private readonly ITrainable _model;
    private readonly IGradientOracle _oracle;
    private readonly RandomStream _stream;
    private readonly ParameterBlock _hidden;
    private readonly ParameterBlock _outputs;
    private readonly SmoothClip _clip;
    private readonly double[] _raw;
    private readonly double[] _gradient;
    private long _step;
    private int _positiveAtSwitch;

    /// <summary>Takes the model's initial parameters as those before clipping, clips them, and binds the model to the objective.</summary>
    /// <exception cref="CompositionException">The model does not train hidden weights and, beside them, one output weight of each neuron, and nothing else.</exception>
    public TwoPhaseDescent(TwoPhaseOptions options, ITrainable model, Objective objective, RandomStream stream)
    {
        (_options, _model, _stream, _clip) = (options, model, stream, new SmoothClip(options.Noisy.ClipRadius));
        (_hidden, _outputs) = model.RequireTwoLayers();
        if (_outputs.Inputs != 1)
        {
            throw new CompositionException($"the second phase fixes the sign of a neuron's output weight; the model has {_outputs.Inputs} outputs");
        }

        _oracle = model.Bind(objective);
        _raw = model.Parameters.ToArray();
        _gradient = new double[_raw.Length];
        Clip();
    }

    /// <inheritdoc/>
    public string Advice => IsNoisy ? "a smaller Noisy:StepSize may help" : "a smaller Plain:StepSize may help";

    /// <inheritdoc/>
    public long Steps => _options.Noisy.Steps + _options.Plain.Steps;

    private bool IsNoisy => _step < _options.Noisy.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var loss = _oracle.Gradient(_model.Parameters, _gradient);
        if (IsNoisy)
        {
            loss += MoveNoisily();
            if (++_step == _options.Noisy.Steps)
            {
                Switch();
            }
        }
        else
        {
            var weights = _model.Parameters.Slice(_hidden.Offset, _hidden.Length);
            TensorPrimitives.MultiplyAdd(_gradient.AsSpan(_hidden.Offset, _hidden.Length), -_options.Plain.StepSize, weights, weights);
            _step++;
        }

        return new StepResult(loss);
    }

    /// <summary>The norm of the last gradient in the parameters of the network.</summary>
    public IReadOnlyList<Metric> StepReport() => [new("gradient-norm", TensorPrimitives.Norm<double>(_gradient)) { Axis = MetricAxis.Log }];

    /// <summary>The number of neurons whose output weight was positive when the second phase fixed the signs.</summary>
    public IReadOnlyList<Metric> Report() => [IsNoisy ? Metric.Undefined("positive-at-switch") : new("positive-at-switch", _positiveAtSwitch) { Quantity = "neurons" }];

    /// <summary>Writes the parameters that the phase works on too: those of the first are not the model's.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(_step);
        state.Write(_positiveAtSwitch);
        state.WriteArray<double>(IsNoisy ? _raw : _model.Parameters);
        _stream.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        _step = state.ReadInt64();
        _positiveAtSwitch = state.ReadInt32();
        state.ReadArray<double>(_raw);
        _stream.Restore(state);
        if (IsNoisy)
        {
            Clip();
        }
        else
        {
            _raw.CopyTo(_model.Parameters);
        }
    }

    // Returns what the squared norm adds to the objective.
    private double MoveNoisily()
    {
        var (rate, decay) = (_options.Noisy.StepSize, _options.Noisy.Decay);
        var (deviation, norm) = (Math.Sqrt(2 * rate / _options.Noisy.InverseTemperature), TensorPrimitives.SumOfSquares<double>(_raw));
        for (var k = 0; k < _raw.Length; k++)
        {
            var slope = (_gradient[k] * _clip.Slope(_raw[k])) + (2 * decay * _raw[k]);
            _raw[k] += (-rate * slope) + (deviation * _stream.NextGaussian());
        }

        Clip();
        return decay * norm;
    }

    private void Clip()
    {
        var parameters = _model.Parameters;
        for (var k = 0; k < _raw.Length; k++)
        {
            parameters[k] = _clip.Value(_raw[k]);
        }
    }

    private void Switch()
    {
        var parameters = _model.Parameters;
        for (var j = 0; j < _hidden.Neurons; j++)
        {
            var weights = parameters[_hidden.Row(j)];
            ref var output = ref parameters[_outputs.Row(j)][0];
            TensorPrimitives.Multiply(weights, Math.Abs(output), weights);
            output = output < 0 ? -1 : 1;
            _positiveAtSwitch += output > 0 ? 1 : 0;
        }
    }
}
