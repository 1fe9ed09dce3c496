namespace BeyondNtk.ExcessRisk;

/// <summary>
/// The smooth clipping r -&gt; R tanh(r |r| / (2R)). Near 0 it is r |r| / 2, so that a penalty lambda r^2 is one of 2 lambda |clip(r)|, an l1 penalty of
/// what the network is made of.
/// </summary>
internal readonly record struct SmoothClip(double Radius)
{
    public double Value(double r) => Radius * Math.Tanh(r * Math.Abs(r) / (2 * Radius));

    /// <summary>|r| sech^2(r |r| / (2R)).</summary>
    public double Slope(double r)
    {
        var tanh = Math.Tanh(r * Math.Abs(r) / (2 * Radius));
        return Math.Abs(r) * (1 - tanh) * (1 + tanh);
    }
}
