using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>The weights of learners that have ended, in files of the run.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="log">The run's log.</param>
internal sealed class WeightFiles(RunFolder folder, ILogger log)
{
    private const int LongestName = 100;

    /// <summary>Saves the weights of a learner. A disk that is full ends the run, which then resumes: a learner whose weights are lost has not ended.</summary>
    /// <returns>The SHA-256 of each array, by its name; null if there is none.</returns>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public IReadOnlyDictionary<string, string>? Save(Learner learner)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var array in WeightsOf(learner))
        {
            try
            {
                var path = folder.WeightsOf(learner.Label, array.Name);
                NpyFile.Save(path, array.Values);
                hashes[array.Name] = FileHash.Compute(path);
            }
            catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
            {
                log.LogError(exception, "{Learner}: the weights '{Array}' could not be saved: {Message}", learner.Label, array.Name, exception.Message);
            }
        }

        return hashes.Count > 0 ? hashes : null;
    }

    // Whatever a model does wrong here, what was measured is kept.
    private IReadOnlyList<NamedArray> WeightsOf(Learner learner)
    {
        try
        {
            var weights = learner.Model.Weights;
            if (weights.FirstOrDefault(array => array.Name.Length is 0 or > LongestName || array.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))) is { } bad)
            {
                throw new InvalidOperationException($"'{bad.Name}' is no name of an array; allowed: up to {LongestName} letters, digits, '-' and '_'");
            }

            // Files that differ in case only are one in some file systems.
            return weights.GroupBy(array => array.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twins
                ? throw new InvalidOperationException($"{twins.Count()} arrays are named '{twins.Key}'; each needs a name of its own")
                : weights;
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Learner}: the weights could not be saved: {Message}", learner.Label, exception.Message);
            return [];
        }
    }
}
