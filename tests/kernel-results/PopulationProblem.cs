using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;
using static BeyondNtk.KernelResults.Rounding;

namespace BeyondNtk.KernelResults;

/// <summary>The exact population loss and field.</summary>
internal sealed class PopulationProblem
{
    private readonly Network _student;
    private readonly Network _teacher;
    private readonly int _dimension;

    private PopulationProblem(HomogeneousActivation student, HomogeneousActivation teacher, int dimension)
    {
        var stream = new RandomStream(102);
        _dimension = dimension;
        _student = Network.Draw(student, 13, dimension, stream);
        _teacher = Network.Draw(teacher, 6, dimension, stream);
    }

    public static IEnumerable<Result> All(int threads) =>
    [
        .. new PopulationProblem(HomogeneousActivation.Relu, HomogeneousActivation.Abs, 11).Evaluate(threads),
        .. new PopulationProblem(HomogeneousActivation.Abs, HomogeneousActivation.Relu, 29).Evaluate(threads),
    ];

    private IEnumerable<Result> Evaluate(int threads)
    {
        var gradient = TwoLayerGradient.Bind(
            new PopulationObjective(new Teacher(_teacher.Neurons)), _student.Activation, _student.Outputs.Length, _dimension, Precision.Double, threads);
        var field = new double[_student.Outputs.Length * _dimension];
        var loss = gradient.Evaluate(_student.FlatWeights, _student.Outputs, field, []);
        var (lossBound, fieldBounds) = Bounds();
        var name = $"population of {_student.Activation.Name} and {_teacher.Activation.Name} in {_dimension} dimensions";
        yield return new Result($"{name}: loss", [loss], lossBound);
        yield return new Result($"{name}: field", field, fieldBounds);
    }

    // The terms are those of the remark at PopulationGradient. A unit vector takes d/2 + 2 roundings and a cosine 2d + 4; sqrt(1 - r^2) and asin r pass
    // an error of r on at most 1/sqrt(1 - r^2) times. The inverse sine, masses and factors take d + 20 more, the sums one for each neuron. In the
    // loss both factors of a product carry such an error.
    private (double Loss, double[] Field) Bounds()
    {
        var neurons = Neurons(_student).Concat(Neurons(_teacher)).ToArray();
        var steepest = Steepest(neurons);
        var roundings = (((2 * _dimension) + 4) * steepest) + neurons.Length + _dimension + 20;
        var field = new double[_student.Outputs.Length * _dimension];
        var loss = 0.0;
        for (var j = 0; j < _dimension; j++)
        {
            var linear = neurons.Sum(neuron => Math.Abs(neuron.Linear[j]));
            loss += linear * linear;
            for (var i = 0; i < _student.Outputs.Length; i++)
            {
                var even = neurons.Sum(neuron => Math.Abs(neuron.Mass) * (Math.Abs(neurons[i].Direction[j]) + (Math.PI / 2 * Math.Abs(neuron.Direction[j]))));
                field[(i * _dimension) + j] = roundings * Rounding.Double * 2 * ((_student.Activation.Odd * linear) + (_student.Activation.Even * 2 / Math.PI * even));
            }
        }

        var masses = neurons.Sum(neuron => Math.Abs(neuron.Mass));
        loss += 2 / Math.PI * (1 + (Math.PI / 2)) * masses * masses;
        return (2 * roundings * Rounding.Double * loss, field);
    }

    private static double Steepest(Neuron[] neurons)
    {
        var steepest = 1.0;
        for (var i = 0; i < neurons.Length; i++)
        {
            for (var k = 0; k < i; k++)
            {
                var cosine = neurons[i].Direction.Zip(neurons[k].Direction, (a, b) => a * b).Sum();
                steepest = Math.Max(steepest, 1 / Math.Sqrt((1 - cosine) * (1 + cosine)));
            }
        }

        return steepest;
    }

    private static IEnumerable<Neuron> Neurons(Network network) => network.Weights.Zip(network.Outputs, (row, output) =>
    {
        var norm = Math.Sqrt(Magnitude(row, row));
        return new Neuron(
            [.. row.Select(weight => weight / norm)], output * network.Activation.Even * norm, [.. row.Select(weight => output * network.Activation.Odd * weight)]);
    });

    private sealed record Neuron(double[] Direction, double Mass, double[] Linear);

    private sealed class Teacher(Neurons neurons) : ITwoLayerTeacher
    {
        public InputLaw Inputs { get; } = new StandardGaussian(neurons.Weights.ColumnCount);

        public Neurons Neurons { get; } = neurons;

        public Matrix<double> Target(Matrix<double> inputs) => Neurons.Predict(inputs, WorkerTeam.Get(1));
    }
}
