using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.LossesAndPenalties;
using BeyondNtk.Numerics.Training;
using BeyondNtk.SignedStudent;
using BeyondNtk.SignedTeacher;

namespace BeyondNtk.SparseMeasures.Tests;

/// <summary>
/// The mechanics of the norm-dependent step, and the sparse recovery that it is for, on the reconstructed setting of Akiyama and Suzuki (2021): numbers
/// of the limit certificate and of an independent program.
/// </summary>
public sealed class SparseRecoveryTests
{
    private const double Lambda = 1e-3;

    private static readonly SignedNetwork Teacher = new(new SignedNetworkOptions { Dimension = 3, Neurons = 2, Signs = [1, -1] }, new RandomStream(1), new ThreadBudget(1));

    // One step multiplies |a_j| by 1 - alpha lambda (1 - s_j eta(theta_j)), and ||w_j|| along its own direction by the same.
    [Fact]
    public void AStepMultipliesBothNormsByTheSameFactor()
    {
        const double StepSize = 0.5;
        var sample = DataSet.Draw(Teacher, 60, new RandomStream(2));
        var student = Student(9);
        var before = student.Neurons;
        var residuals = (sample.Labels - student.Predict(sample.Inputs)).Column(0) / (sample.Count * Lambda);

        Descent(student, new SampleObjective(new FixedSample(sample), Half, Penalty(student, Lambda)), StepSize).Step();

        for (var j = 0; j < 9; j++)
        {
            var (w, a) = (before.Weights.Row(j), before.Outputs[j, 0]);
            var eta = (sample.Inputs * w.Normalize(2)).Map(z => Math.Max(0, z)) * residuals;
            var factor = 1 - (StepSize * Lambda * (1 - (Math.Sign(a) * eta)));
            var (after, along) = (student.Neurons.Outputs[j, 0], student.Neurons.Weights.Row(j) * w.Normalize(2));

            // Sums of 60 terms in another order.
            Assert.Equal(factor * a, after, 1e-13);
            Assert.Equal(factor * w.L2Norm(), along, 1e-13);
        }
    }

    // Rescaled neurons are the same measure: outputs after 2,000 steps differ by rounding only, of plain gradient descent by far more.
    [Fact]
    public void TheStepDoesNotSeeHowAMassIsSplit()
    {
        var sample = DataSet.Draw(Teacher, 100, new RandomStream(2));

        var norms = Difference(student => Descent(student, new SampleObjective(new FixedSample(sample), Half, Penalty(student, Lambda)), 0.5).Step);
        var plain = Difference(student =>
        {
            var oracle = student.Bind(new SampleObjective(new FixedSample(sample), Half, Penalty(student, Lambda)));
            var gradient = new double[student.Parameters.Length];
            return () =>
            {
                oracle.Gradient(student.Parameters, gradient);
                for (var k = 0; k < gradient.Length; k++)
                {
                    student.Parameters[k] -= 0.05 * gradient[k];
                }

                return default;
            };
        });

        // 2,000 steps that contract; each rounds at 1e-16.
        Assert.True(norms < 1e-12, $"{norms}");
        Assert.True(plain > 1e-4, $"{plain}");
    }

    // The exact population optimum for d = 3 of an independent program, to all its digits.
    [Theory]
    [InlineData(-1, 1e-3, 1.96330, 1.812e-5, 0.0135)]
    [InlineData(-1, 3e-3, 1.89703, 1.492e-4, 0.0380)]
    [InlineData(-1, 1e-2, 1.71243, 1.316e-3, 0.105)]
    [InlineData(1, 1e-3, 1.98937, 5.313e-6, double.NaN)]
    public void ThePopulationOptimumIsThatOfTheTheory(double sign, double lambda, double totalVariation, double loss, double rotation)
    {
        var teacher = new SignedNetwork(new SignedNetworkOptions { Dimension = 3, Neurons = 2, Signs = [1, sign] }, new RandomStream(1), new ThreadBudget(1));
        var student = Student(50);
        var objective = new PopulationObjective(teacher, Half, Penalty(student, lambda));
        var descent = Descent(student, objective, 0.5);
        for (var step = 0; step < 30_000; step++)
        {
            descent.Step();
        }

        var measured = new MeasureEvaluator(new MeasureOptions { Radius = 0.1 + (28 * lambda) }, student, teacher).Evaluate().ToDictionary(metric => metric.Name, metric => metric.Value);

        Assert.Equal(totalVariation, measured["total-variation"], 1e-5);
        Assert.Equal(loss, objective.Latest.Loss, loss / 1000);
        Assert.Equal(lambda * measured["total-variation"], Assert.Single(objective.Latest.Penalties), 1e-8);
        Assert.Equal(1, measured["recovered-signs"]);
        if (!double.IsNaN(rotation))
        {
            Assert.Equal(rotation, measured["rotation-1"], rotation / 100);
        }

        // By symmetry; where a mass is negative the teacher's is.
        Assert.Equal(measured["rotation-1"], measured["rotation-2"], 1e-6);
        Assert.Equal(measured["mass-1"], measured["mass-2"], 1e-6);
        Assert.Equal(1 - measured["mass-1"], measured["mass-error"], 1e-6);
        Assert.True(measured["off-mass"] < 1e-3, $"{measured["off-mass"]}");
    }

    [Fact]
    public void TheCertificateIsOneWhereTheOptimumIs()
    {
        var sample = DataSet.Draw(Teacher, 500, new RandomStream(2));
        var student = Student(50);
        var certificate = new CertificateEvaluator(new CertificateOptions { Lambda = Lambda, Starts = 50 }, student, sample, new RandomStream(3));
        var before = certificate.Evaluate()[0].Value;
        var descent = Descent(student, new SampleObjective(new FixedSample(sample), Half, Penalty(student, Lambda)), 0.5);
        for (var step = 0; step < 12_000; step++)
        {
            descent.Step();
        }

        var metrics = certificate.Evaluate().ToDictionary(metric => metric.Name, metric => metric.Value);

        Assert.True(before > 10, $"{before}");
        Assert.Equal(1, metrics["sup-eta"], 2e-3);
        Assert.True(metrics["support-gap"] < 5e-3, $"{metrics["support-gap"]}");
    }

    [Fact]
    public void AModelWithBiasesIsRefused()
    {
        var student = new TwoLayerNetwork(new TwoLayerOptions { Width = 3, Biases = true }, Teacher.Inputs, new RandomStream(4), new ThreadBudget(1));

        var refusal = Assert.Throws<CompositionException>(() => Descent(student, new PopulationObjective(Teacher), 0.5));

        Assert.Contains("'hidden-biases' (hidden biases of layer 1)", refusal.Message);
    }

    private static SquaredLoss Half => new(new SquaredLossOptions { Factor = 0.5 });

    private static NormDependentDescent Descent(TwoLayerNetwork student, Objective objective, double step) => new(new NormDependentDescentOptions { StepSize = step }, student, objective);

    private static WeightedPenalty Penalty(TwoLayerNetwork student, double weight) => new("path-norm", weight, new PathNorm(student));

    private static TwoLayerNetwork Student(int width) => new(
        new TwoLayerOptions
        {
            Width = width,
            Weights = InitialLaw.Directions,
            WeightScale = 1 / Math.Sqrt(width),
            Outputs = InitialLaw.AlternatingSigns,
            OutputScale = 1 / Math.Sqrt(width),
            Precision = Precision.Double,
        },
        Teacher.Inputs, new RandomStream(4), new ThreadBudget(1));

    // The largest difference of predictions, trained from a start and from the same rescaled by up to ten either way.
    private static double Difference(Func<TwoLayerNetwork, Func<Abstractions.Parts.StepResult>> descend)
    {
        var (one, other, scales) = (Student(20), Student(20), new RandomStream(5));
        for (var j = 0; j < 20; j++)
        {
            var scale = Math.Pow(10, (2 * scales.NextDouble()) - 1);
            foreach (ref var weight in other.Parameters[other.Blocks[0].Row(j)])
            {
                weight /= scale;
            }

            other.Parameters[other.Blocks[1].Row(j)][0] *= scale;
        }

        foreach (var student in (ReadOnlySpan<TwoLayerNetwork>)[one, other])
        {
            var step = descend(student);
            for (var n = 0; n < 2000; n++)
            {
                step();
            }
        }

        var inputs = Teacher.Inputs.Draw(50, new RandomStream(6));
        return (one.Predict(inputs) - other.Predict(inputs)).Enumerate().Max(Math.Abs);
    }
}
