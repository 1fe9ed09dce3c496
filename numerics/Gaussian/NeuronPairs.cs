using System.Runtime.Intrinsics;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Gaussian;

/// <summary>What a neuron's pairs with all others contribute to the exact population loss and its gradient.</summary>
/// <param name="Own">sum_k b_k sqrt(1 - r_k^2).</param>
/// <param name="Inner">sum_k b_k r_k asin r_k.</param>
internal readonly record struct NeuronPairs(double Own, double Inner)
{
    /// <summary>Evaluates one neuron's pairs.</summary>
    /// <param name="cosines">The r_k, which rounding may have carried past 1; overwritten with b_k asin r_k.</param>
    /// <param name="masses">The b_k.</param>
    public static NeuronPairs Take(Span<double> cosines, ReadOnlySpan<double> masses)
        => Vector512.IsHardwareAccelerated ? PairKernel<Lanes512<double>>.Take(cosines, masses)
            : Vector256.IsHardwareAccelerated ? PairKernel<Lanes256<double>>.Take(cosines, masses)
            : PairKernel<Lanes128<double>>.Take(cosines, masses);

    private static unsafe class PairKernel<TLanes>
        where TLanes : unmanaged, ILanes<TLanes, double>
    {
        public static NeuronPairs Take(Span<double> cosines, ReadOnlySpan<double> masses)
        {
            var lanes = TLanes.Count;
            TLanes own = default, inner = default;
            fixed (double* r = cosines, b = masses)
            {
                var k = 0;
                for (; k + lanes <= cosines.Length; k += lanes)
                {
                    AddPairs(r + k, b + k, ref own, ref inner);
                }

                if (k < cosines.Length)
                {
                    // The rest, padded with neurons of zero mass.
                    var rest = stackalloc double[2 * lanes];
                    new Span<double>(rest, 2 * lanes).Clear();
                    cosines[k..].CopyTo(new Span<double>(rest, lanes));
                    masses[k..].CopyTo(new Span<double>(rest + lanes, lanes));
                    AddPairs(rest, rest + lanes, ref own, ref inner);
                    new Span<double>(rest, cosines.Length - k).CopyTo(cosines[k..]);
                }
            }

            return new NeuronPairs(TLanes.Sum(own), TLanes.Sum(inner));
        }

        private static void AddPairs(double* cosines, double* masses, ref TLanes own, ref TLanes inner)
        {
            var one = TLanes.Broadcast(1);
            var r = TLanes.Max(TLanes.Min(TLanes.Load(cosines), one), TLanes.Broadcast(-1));
            var mass = TLanes.Load(masses);
            var angle = mass * InverseSine<TLanes>.Evaluate(r);
            angle.Store(cosines);

            // (1 - r)(1 + r) does not cancel near 1.
            TLanes.AddProduct(ref own, mass, TLanes.Sqrt((one - r) * (one + r)));
            TLanes.AddProduct(ref inner, r, angle);
        }
    }
}
