using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Engine.Configuration;

/// <summary>The bounds of a range as numbers, whether its attribute gives numbers or text; the end of the double-precision numbers is no bound.</summary>
internal sealed record Bounds(object Minimum, object Maximum, bool MinimumIsExclusive, bool MaximumIsExclusive)
{
    public bool HasMinimum => Minimum is not double.MinValue;

    public bool HasMaximum => Maximum is not double.MaxValue;

    public static Bounds Of(RangeAttribute rule)
    {
        // Bounds that are text become numbers the first time that the rule is applied.
        _ = rule.IsValid(null);
        return new Bounds(rule.Minimum, rule.Maximum, rule.MinimumIsExclusive, rule.MaximumIsExclusive);
    }
}
