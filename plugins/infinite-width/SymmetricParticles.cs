using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Symmetry;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.InfiniteWidth;

/// <summary>
/// The conditionally symmetric dynamics of infinite width (Li, Ma and Zhang 2020, Definition 3, Claims 3.1 and 3.2) with M particles v_p in the
/// teacher's basis, each representing its orbit: the 2^d equally likely neurons s∘v_p, where s is a pattern of signs.
/// f(x) = (1/M) sum_p ||v_p|| E_s act(&lt;s∘v_p, x&gt;) with x in that basis, where act(z) on a unit direction is cut after order K of its Hermite
/// series: the whole series has no closed form over an orbit. Odd orders average to zero, also for relu.
/// </summary>
/// <remarks>
/// Gradient descent keeps the symmetry by itself unless both activations are relu: then the teacher's linear part pulls at each neuron, and this
/// model moves as the symmetry prescribes.
/// </remarks>
public sealed class SymmetricParticles : ITrainable, IResourceUse
{
    private readonly SymmetricParticlesOptions _options;
    private readonly ITwoLayerTeacher _teacher;
    private readonly int _dimension;
    private readonly double[] _particles;

    /// <summary>Draws the initial particles, N(0, I/d) times the initial scale.</summary>
    /// <exception cref="CompositionException">
    /// An odd order, a teacher without an orthonormal basis or a closed form, or particles that do not fit in memory.
    /// </exception>
    public SymmetricParticles(SymmetricParticlesOptions options, ITwoLayerTeacher teacher, RandomStream stream)
    {
        if (options.Order % 2 != 0)
        {
            throw new CompositionException($"Order is {options.Order}; odd orders vanish by symmetry, so it is even, 2 to {RademacherMoments.MaxOrder}");
        }

        (_options, _teacher, _dimension) = (options, teacher, teacher.Inputs.Dimension);
        MemoryNeed.Require(
            $"Particles is {options.Particles}: the particles and their powers up to order {options.Order} in {_dimension} dimensions",
            options.Particles,
            "particles",
            count => Enumerable.Repeat(ArraySize.Of<double>(count, _dimension), 1 + ArraysOfLoss));
        TeacherBasis.Check(teacher);
        _particles = new double[options.Particles * _dimension];
        var scale = options.InitialScale / Math.Sqrt(_dimension);
        for (var i = 0; i < _particles.Length; i++)
        {
            _particles[i] = scale * stream.NextGaussian();
        }

        Blocks = [new ParameterBlock("particles", 0, options.Particles, _dimension)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _particles;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => [new("particles", Matrix<double>.Build.DenseOfRowMajor(_options.Particles, _dimension, _particles))];

    /// <summary>
    /// What the gradient and a prediction hold, each of them directions and powers of every particle, and the gradient also forces.
    /// </summary>
    public long Bytes => sizeof(double) * (long)_particles.Length * (ArraysOfLoss + ArraysOfOrbits);

    /// <summary>One: a step runs on the thread that asks for it.</summary>
    public int UsefulThreads => 1;

    // The directions, and their powers 0, 2, ..., K; and a force for each power.
    private int ArraysOfOrbits => 1 + Powers;

    private int ArraysOfLoss => ArraysOfOrbits + Powers;

    private int Powers => (_options.Order / 2) + 1;

    private HomogeneousActivation Activation => _options.Activation.Activation();

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective)
    {
        // The very same teacher: the particles are in its basis.
        if (objective is not PopulationObjective population || population.Teacher != _teacher)
        {
            var asked = objective is PopulationObjective ? "the population loss of another teacher" : $"the objective {objective.GetType().Name}";
            throw new CompositionException(
                $"symmetric particles have no gradient of {asked}, only of their own teacher's population loss; use the objective 'population'");
        }

        return population.Loss is SquaredLoss { Factor: 1 } ? new Oracle(Loss()) : throw new CompositionException($"symmetric particles have a gradient of the squared loss with the factor 1 only");
    }

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        var orbits = new Orbits(_options.Particles, _dimension, _options.Order);
        orbits.Set(_particles);
        var prediction = new OrbitPrediction(orbits, Activation, _options.Order);
        var coordinates = inputs.TransposeAndMultiply(_teacher.Neurons.Weights);
        return Matrix<double>.Build.Dense(inputs.RowCount, 1, [.. coordinates.ToRowArrays().Select(prediction.At)]);
    }

    /// <summary>The population loss of the particles, on which they descend.</summary>
    internal OrbitLoss Loss() => new(_teacher.Neurons, Activation, _options.Order, _options.Particles);

    private sealed class Oracle(OrbitLoss loss) : IGradientOracle
    {
        private readonly double[] _terms = new double[loss.Terms];

        public int Examples => 0;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
            => loss.Evaluate(parameters, _terms, gradient);
    }
}
