using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.BinaryTeachers;

/// <summary>Options of the teacher "groups".</summary>
public sealed class GroupsOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(1, 10_000)]
    public int Dimension { get; init; } = 32;

    /// <summary>The number r of groups.</summary>
    [Range(1, 10_000)]
    public int Count { get; init; } = 16;

    /// <summary>The root mean square distance of an input from the centre of its group, before it is divided by its length.</summary>
    [Range(0, 1e3)]
    public double Spread { get; init; } = 0.1;
}

/// <summary>
/// Separated groups with random labels (the neural collapse of Telgarsky 2023): r equally likely groups around the first r axes, inputs divided by their lengths. An
/// input has the label of its nearest centre. Of n examples a learner has seen none of a given group with probability (1 - 1/r)^n, so that its expected error
/// is half of that at least.
/// </summary>
public sealed class Groups : BinaryTeacher
{
    private readonly bool[] _labels;

    /// <summary>Draws the labels.</summary>
    /// <exception cref="CompositionException">There are more groups than dimensions.</exception>
    public Groups(GroupsOptions options, RandomStream stream)
        : this(options, DrawLabels(options, stream))
    {
    }

    private Groups(GroupsOptions options, bool[] labels)
        : base(new Clusters(Matrix<double>.Build.DenseIdentity(options.Count, options.Dimension), options.Spread, true), labels.Count(label => label) / (double)options.Count)
        => _labels = labels;

    /// <inheritdoc/>
    protected override bool IsPositive(Vector<double> input) => _labels[input.SubVector(0, _labels.Length).MaximumIndex()];

    private static bool[] DrawLabels(GroupsOptions options, RandomStream stream)
        => options.Count <= options.Dimension ? [.. Enumerable.Range(0, options.Count).Select(_ => stream.NextDouble() < 0.5)]
            : throw new CompositionException($"Count is {options.Count}; the centres are axes, of which there are {options.Dimension}");
}
