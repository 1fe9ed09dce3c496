using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Sphere;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SparseMeasures;

/// <summary>Options of the evaluator "dual-certificate".</summary>
public sealed class CertificateOptions
{
    /// <summary>The weight lambda of the path norm in F = (1/2n) sum (f - y)^2 + lambda sum |a_j| ||w_j||.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lambda { get; init; } = 1e-3;

    /// <summary>The number of random directions, beside those of the student, at which the search for the largest value begins.</summary>
    [Range(1, 1_000_000)]
    public int Starts { get; init; } = 200;
}

/// <summary>
/// The certificate eta(theta) = (1/(n lambda)) sum_i (y_i - f(x_i)) act(&lt;theta, x_i&gt;) on the unit sphere. The student minimises F among all measures
/// if and only if |eta| &lt;= 1 everywhere and eta is the sign of the mass where there is any. Measures the largest |eta| that ascent from many starts
/// found, a lower bound of the true one; the share of starts that ended within a thousandth of it, which says how surely it is the largest; and how
/// far eta is from the sign, averaged over the mass.
/// </summary>
[Measures("sup-eta", "starts-at-sup", "support-gap")]
public sealed class CertificateEvaluator(CertificateOptions options, ITwoLayerNetwork model, DataSet sample, RandomStream stream) : IEvaluator
{
    private const double AtSupremum = 1e-3;
    private readonly Matrix<double> _random = new StandardGaussian(sample.Inputs.ColumnCount).Draw(options.Starts, stream).NormalizeRows(2);

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var neurons = model.Neurons;
        var residuals = (sample.Labels - model.Predict(sample.Inputs)).Column(0) / (sample.Count * options.Lambda);
        var (student, eta) = (new SphereMeasure(neurons), new ReluCorrelation(sample.Inputs, residuals, neurons.Activation));
        var values = student.Directions.Concat(_random.ToRowArrays()).Select(start => Math.Abs(eta.Ascend(Vector<double>.Build.DenseOfArray(start)))).ToArray();
        var largest = values.Max();
        var total = student.TotalVariation;
        var gap = student.Masses.Select((mass, j) => Math.Abs(mass) * Math.Abs(Math.Sign(mass) - eta.Value(Vector<double>.Build.DenseOfArray(student.Directions[j])))).Sum();
        return
        [
            new("sup-eta", largest) { Quantity = "largest |eta|" },
            new("starts-at-sup", values.Count(value => value >= (1 - AtSupremum) * largest) / (double)values.Length) { Quantity = "share of the starts", Axis = MetricAxis.Linear },
            total > 0 ? new("support-gap", gap / total) { Quantity = "|eta - sign| on the mass" } : Metric.Undefined("support-gap"),
        ];
    }
}
