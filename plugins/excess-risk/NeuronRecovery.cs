using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.ExcessRisk;

/// <summary>
/// Whether a student has the teacher's neurons: the number of its positive output weights, by how many that is off the teacher's number, and the cosine between each neuron
/// of the teacher and the nearest one of the student with an output weight of the same sign, of which the least counts (-1 where there is none of that sign).
/// </summary>
[Measures("positive", "sign-count-off", "least-cosine")]
public sealed class NeuronRecovery : IEvaluator
{
    private readonly ITwoLayerNetwork _model;
    private readonly Neurons _teacher;

    /// <summary>Looks at the teacher.</summary>
    /// <exception cref="CompositionException">A side has several outputs.</exception>
    public NeuronRecovery(ITwoLayerNetwork model, ITwoLayerTeacher teacher)
    {
        (_model, _teacher) = (model, teacher.Neurons);
        if (Math.Max(_teacher.Outputs.ColumnCount, model.Neurons.Outputs.ColumnCount) > 1)
        {
            throw new CompositionException("a neuron has a sign if the network has one output");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var student = _model.Neurons;
        var positive = Positive(student);
        return
        [
            new("positive", positive) { Quantity = "neurons", Axis = MetricAxis.Linear },
            new("sign-count-off", Math.Abs(positive - Positive(_teacher))) { Quantity = "neurons too many or too few", Axis = MetricAxis.Linear },
            new("least-cosine", Enumerable.Range(0, _teacher.Weights.RowCount).Min(k => Nearest(k, student))) { Quantity = "cosine", Axis = MetricAxis.Linear },
        ];
    }

    private static int Positive(Neurons neurons) => neurons.Outputs.Column(0).Count(output => output > 0);

    private double Nearest(int neuron, Neurons student)
    {
        var direction = _teacher.Weights.Row(neuron).ToArray();
        return Enumerable.Range(0, student.Weights.RowCount)
            .Where(j => student.Outputs[j, 0] * _teacher.Outputs[neuron, 0] > 0 && student.Weights.Row(j).Any(weight => weight != 0))
            .Select(j => TensorPrimitives.CosineSimilarity<double>(student.Weights.Row(j).ToArray(), direction))
            .DefaultIfEmpty(-1).Max();
    }
}
