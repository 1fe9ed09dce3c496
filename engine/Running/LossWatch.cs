using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Running;

/// <summary>Follows the loss from step to step: whether it diverges, and whether it still falls at the end.</summary>
/// <param name="steps">The number of steps that the optimizer takes at the most.</param>
/// <param name="factor">The loss has diverged when it is more than this times that of the first step.</param>
internal sealed class LossWatch(long steps, double factor) : IResumable
{
    // Fewer steps have no tenths to compare.
    private const long FewestSteps = 20;

    private readonly long _tenth = steps / 10;
    private long _step;
    private double _first;
    private double _lastTenth;
    private double _tenthBefore;

    /// <summary>The mean loss over the last tenth of all steps, divided by that over the tenth before; none before all are taken, or for few steps.</summary>
    public double? Trend => _step == steps && steps >= FewestSteps && _tenthBefore > 0 ? _lastTenth / _tenthBefore : null;

    /// <summary>Takes the loss of the next step.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Take(double loss)
    {
        _step++;
        if (!double.IsFinite(loss))
        {
            return $"the loss is {loss} at step {_step}";
        }

        if (_step == 1)
        {
            _first = loss;
        }
        else if (_first > 0 && loss > factor * _first)
        {
            return $"the loss is {NumberText.Of(loss)} at step {_step}, more than {NumberText.Of(factor)} (DivergenceFactor) times the {NumberText.Of(_first)} of the first step";
        }

        if (_step > steps - _tenth)
        {
            _lastTenth += loss;
        }
        else if (_step > steps - (2 * _tenth))
        {
            _tenthBefore += loss;
        }

        return null;
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_step);
        state.Write(_first);
        state.Write(_lastTenth);
        state.Write(_tenthBefore);
    }

    public void Restore(BinaryReader state)
        => (_step, _first, _lastTenth, _tenthBefore) = (state.ReadInt64(), state.ReadDouble(), state.ReadDouble(), state.ReadDouble());
}
