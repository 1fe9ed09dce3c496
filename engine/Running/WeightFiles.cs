using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>The weights of learners that have ended, in files of the run.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="log">The run's log.</param>
internal sealed class WeightFiles(RunFolder folder, ILogger log)
{
    /// <summary>Saves the weights of a learner. A disk that is full ends the run, which then resumes: a learner whose weights are lost has not ended.</summary>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public void Save(Learner learner)
    {
        foreach (var array in WeightsOf(learner))
        {
            try
            {
                NpyFile.Save(Path.Combine(folder.Weights, learner.Label, array.Name + ".npy"), array.Values);
            }
            catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
            {
                log.LogError(exception, "{Learner}: the weights '{Array}' could not be saved: {Message}", learner.Label, array.Name, exception.Message);
            }
        }
    }

    // Whatever a model does wrong here, what was measured is kept.
    private IReadOnlyList<NamedArray> WeightsOf(Learner learner)
    {
        try
        {
            var weights = learner.Model.Weights;
            return weights.FirstOrDefault(array => array.Name.Length == 0 || array.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))) is { } bad
                ? throw new InvalidOperationException($"'{bad.Name}' is no name of an array; allowed: letters, digits, '-' and '_'")
                : weights;
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Learner}: the weights could not be saved: {Message}", learner.Label, exception.Message);
            return [];
        }
    }
}
