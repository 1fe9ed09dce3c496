using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
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
    private const int MostAscents = 500;
    private const double AtSupremum = 1e-3;
    private readonly Matrix<double> _random = new StandardGaussian(sample.Inputs.ColumnCount).Draw(options.Starts, stream).NormalizeRows(2);

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var neurons = model.Neurons;
        var residuals = (sample.Labels - model.Predict(sample.Inputs)).Column(0) / (sample.Count * options.Lambda);
        var student = new SphereMeasure(neurons);
        var values = student.Directions.Concat(_random.ToRowArrays()).Select(start => Math.Abs(Ascend(Vector<double>.Build.DenseOfArray(start), residuals, neurons.Activation))).ToArray();
        var largest = values.Max();
        var total = student.TotalVariation;
        var gap = student.Masses.Select((mass, j) => Math.Abs(mass) * Math.Abs(Math.Sign(mass) - Value(Vector<double>.Build.DenseOfArray(student.Directions[j]), residuals, neurons.Activation))).Sum();
        return
        [
            new("sup-eta", largest) { Quantity = "largest |eta|" },
            new("starts-at-sup", values.Count(value => value >= (1 - AtSupremum) * largest) / (double)values.Length) { Quantity = "share of the starts", Axis = MetricAxis.Linear },
            total > 0 ? new("support-gap", gap / total) { Quantity = "|eta - sign| on the mass" } : Metric.Undefined("support-gap"),
        ];
    }

    private double Value(Vector<double> theta, Vector<double> residuals, IActivation activation) => (sample.Inputs * theta).Map(activation.Value) * residuals;

    // Ascent of |eta| along the sphere. eta is homogeneous of degree 1 and, between kinks, linear: the gradient's own direction is the largest value of the
    // linear piece, so that is gone towards, half as far when it does not rise.
    private double Ascend(Vector<double> theta, Vector<double> residuals, IActivation activation)
    {
        var value = Value(theta, residuals, activation);
        for (var (step, ascents) = (1.0, 0); ascents < MostAscents && step > 1e-9; ascents++)
        {
            var z = sample.Inputs * theta;
            var gradient = sample.Inputs.TransposeThisAndMultiply(residuals.PointwiseMultiply(z.Map(activation.Derivative, Zeros.Include))) * Math.Sign(value);
            var norm = gradient.L2Norm();
            if (norm == 0)
            {
                break;
            }

            var next = (((1 - step) * theta) + (step * gradient / norm)).Normalize(2);
            var there = Value(next, residuals, activation);
            if (Math.Abs(there) > Math.Abs(value) * (1 + 1e-12))
            {
                (theta, value, step) = (next, there, Math.Min(1, 2 * step));
            }
            else
            {
                step /= 2;
            }
        }

        return value;
    }
}
