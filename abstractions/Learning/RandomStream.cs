using System.Numerics;
using System.Text;
using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>
/// A named stream of random numbers. Streams form a tree: a child depends on the seed and on its path of names only, never on what was drawn
/// from its parent or siblings, so that adding a part to an experiment does not change another part's draw.
/// </summary>
/// <remarks>
/// The generator is xoshiro256** 1.0 (Blackman and Vigna), seeded by SplitMix64 from an FNV-1a hash of the path; both will never change. It is a
/// <see cref="Random"/>, so the distributions of MathNet.Numerics accept it. Not for use by several threads at once.
/// </remarks>
public sealed class RandomStream : Random, IResumable
{
    private const ulong FnvPrime = 0x100000001B3;
    private readonly ulong _key;
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Creates the root of a tree of streams.</summary>
    /// <param name="seed">The seed of the experiment.</param>
    public RandomStream(long seed)
        : this(Mix((ulong)seed))
    {
    }

    private RandomStream(ulong key)
    {
        _key = key;
        var state = key;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The child stream of a given name, at its start.</summary>
    public RandomStream Child(string name)
    {
        var hash = _key ^ 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ octet) * FnvPrime;
        }

        return new RandomStream(Mix(hash));
    }

    /// <summary>A standard normal number, by Marsaglia's polar method.</summary>
    /// <remarks>The second number of each pair is dropped: the state of a stream is then its four words and nothing else.</remarks>
    public double NextGaussian()
    {
        while (true)
        {
            var u = (2 * Sample()) - 1;
            var v = (2 * Sample()) - 1;
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Writes the position of the stream. Children are separate streams and are not written.</summary>
    /// <param name="state">Where it is written.</param>
    public void Save(BinaryWriter state)
    {
        state.Write(_key);
        state.Write(_s0);
        state.Write(_s1);
        state.Write(_s2);
        state.Write(_s3);
    }

    /// <summary>Restores the position of a stream of the same seed and path.</summary>
    /// <param name="state">What was written.</param>
    /// <exception cref="InvalidDataException">It is the state of another stream.</exception>
    public void Restore(BinaryReader state)
    {
        if (state.ReadUInt64() != _key)
        {
            throw new InvalidDataException("the state is that of a random stream of another seed or name");
        }

        (_s0, _s1, _s2, _s3) = (state.ReadUInt64(), state.ReadUInt64(), state.ReadUInt64(), state.ReadUInt64());
    }

    /// <inheritdoc/>
    public override double NextDouble() => Sample();

    /// <inheritdoc/>
    public override float NextSingle() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => (int)NextInt64(maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override long NextInt64() => NextInt64(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue + (long)Below((ulong)(maxValue - minValue));
    }

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var octet in buffer)
        {
            octet = (byte)(NextBits() >> 56);
        }
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    protected override double Sample() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    // Rejection keeps every value equally likely; 0 and 1 have only one answer.
    private ulong Below(ulong bound)
    {
        if (bound <= 1)
        {
            return 0;
        }

        var limit = ulong.MaxValue - (ulong.MaxValue % bound);
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);
        return bits % bound;
    }

    private static ulong Mix(ulong value)
    {
        var state = value;
        return SplitMix(ref state);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
