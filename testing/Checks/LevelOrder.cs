using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>What holds for the reference levels of a teacher and of an evaluator.</summary>
internal static class LevelOrder
{
    /// <summary>Requires that they are finite and, quantity by quantity, highest first.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void Require(Trial trial, Part part, IReferenceLevels knowing)
    {
        foreach (var levels in knowing.ReferenceLevels.GroupBy(level => level.Quantity))
        {
            var values = levels.Select(level => level.Value).ToArray();
            if (!values.All(double.IsFinite) || !values.SequenceEqual(values.OrderDescending()))
            {
                throw new ConformanceException(
                    part.Implementation, "reference levels are finite, highest first",
                    $"those of '{levels.Key}' are {string.Join(", ", values)}", trial.Seed);
            }
        }
    }
}
