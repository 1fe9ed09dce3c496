using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Fakes;
using BeyondNtk.Testing.Trials;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the model of a trial, if it is an <see cref="ITrainable"/>.</summary>
public static class GradientChecks
{
    private const int Points = 7;

    /// <summary>The blocks cover the parameters in order, without gaps.</summary>
    /// <exception cref="ConformanceException">They do not.</exception>
    public static void BlocksCoverTheParameters(Trial trial)
    {
        using var composition = trial.Compose();
        var model = (ITrainable)composition.Model;
        var end = 0;
        foreach (var block in model.Blocks)
        {
            if (block.Offset != end)
            {
                throw Broken(trial, "blocks cover the parameters without gaps", $"'{block.Name}' begins at {block.Offset}, and what is before it ends at {end}");
            }

            end += block.Length;
        }

        if (end != model.Parameters.Length)
        {
            throw Broken(trial, "blocks cover the parameters without gaps", $"they end at {end} of {model.Parameters.Length}");
        }
    }

    /// <summary>
    /// The gradient is the slope of the loss: central differences at random points around the initial parameters, in random directions and along
    /// the gradient itself.
    /// </summary>
    /// <remarks>
    /// With u the unit roundoff, the step is u^(1/3)/8 of the parameters' norm. Rounding, u times the loss over the step, and truncation, the square
    /// of the step, are then at most of the order u^(2/3), and 100 times that is allowed. Kinks between the two ends of a step (relu at 0, one for
    /// each neuron and example) distort its difference, and distort that of half the step differently: 8 times the disagreement of the two, as the
    /// root mean square over 7 points, is also allowed. For a smooth loss it is negligible. The median of the points is judged, along the gradient
    /// and in random directions.
    /// </remarks>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void GradientIsTheSlope(Trial trial)
    {
        var stream = trial.Stream("gradient");
        var start = Parameters(trial);
        var size = start.L2Norm() > 0 ? start.L2Norm() / Math.Sqrt(start.Count) : 1;
        foreach (var alongGradient in new[] { true, false })
        {
            Slope[] slopes =
            [
                .. Enumerable.Range(0, Points).Select(_ =>
                    SlopeAt(trial, start + (size / 2 * Gaussian(start.Count, stream)), alongGradient ? null : Gaussian(start.Count, stream))),
            ];
            var kinks = 8 * Math.Sqrt(slopes.Average(slope => slope.Disagreement * slope.Disagreement));
            var (point, median) = slopes.Index().OrderBy(slope => slope.Item.Error / (slope.Item.Roundoff + kinks)).ElementAt(Points / 2);
            if (!(median.Error <= median.Roundoff + kinks))
            {
                throw Broken(
                    trial, "the gradient is the slope of the loss",
                    $"at random point {point}, {(alongGradient ? "along the gradient" : "in a random direction")}, the slope is {median.Found:g10} and the gradient "
                    + $"gives {median.Given:g10}, further apart than {median.Roundoff + kinks:g2}");
            }
        }
    }

    /// <summary>The gradient at other parameters leaves the model's own unchanged.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    public static void GradientChangesNothing(Trial trial)
    {
        using var composition = trial.Compose();
        var model = (ITrainable)composition.Model;
        var oracle = model.Bind(composition.Objective);
        var before = Observation.Measure("before", composition).ToList();
        oracle.Gradient((2 * Parameters(trial)).ToArray(), new double[model.Parameters.Length]);
        new Repetition(trial, trial.Model, Traces.Model).Require(
            "a gradient at other parameters leaves the model as it is", "after a gradient", before, Observation.Measure("before", composition));
    }

    /// <summary>A gradient over a batch is that of a sample of the batch's examples alone. Without batches nothing is checked.</summary>
    /// <exception cref="ConformanceException">It is not, or it names other examples than the sample has.</exception>
    public static void BatchIsASampleOfItsOwn(Trial trial)
    {
        using var composition = trial.Compose();
        var model = (ITrainable)composition.Model;
        var oracle = model.Bind(composition.Objective);
        if (oracle.Examples == 0)
        {
            return;
        }

        if (oracle.Examples != composition.Sample.Count)
        {
            throw Broken(trial, "a batch is chosen from the sample", $"the sample has {composition.Sample.Count} examples, and the gradient is over {oracle.Examples}");
        }

        int[] batch = [6, 1, 4];
        var (loss, gradient) = Evaluate(oracle, model.Parameters, batch);
        using var other = trial.Compose();
        var (inputs, labels) = composition.Sample;
        var alone = new DataSet(Rows(inputs, batch), Rows(labels, batch));
        var (lossAlone, gradientAlone) = Evaluate(
            ((ITrainable)other.Model).Bind(new SampleObjective(new FixedSample(alone), other.Objective.Loss, other.Objective.Penalties)), model.Parameters, []);
        trial.RequireClose(trial.Model, "the loss of a batch is that of its examples alone", lossAlone, loss);
        trial.RequireClose(
            trial.Model, "the gradient of a batch is that of its examples alone", gradientAlone.ToColumnMatrix(), gradient.ToColumnMatrix());
    }

    /// <summary>
    /// The loss is that of the model's predictions, for the squared loss and, unless the model refuses it, for another. Nothing is checked with
    /// objectives other than <see cref="ObjectiveKind.Empirical"/> or with several outputs.
    /// </summary>
    /// <exception cref="ConformanceException">It is not.</exception>
    public static void LossIsThatOfThePredictions(Trial trial)
    {
        foreach (var loss in new IPointwiseLoss[] { new SquaredLoss(), new QuarticLoss() })
        {
            using var composition = trial.Compose();
            var sample = composition.Sample;
            if (trial.Objective != ObjectiveKind.Empirical || sample.Labels.ColumnCount != 1
                || !TryBind(trial, composition, new SampleObjective(new FixedSample(sample), loss), out var oracle))
            {
                continue;
            }

            var model = (ITrainable)composition.Model;
            var predictions = model.Predict(sample.Inputs).ToColumnMajorArray();
            var expected = loss.Evaluate(predictions, sample.Labels.ToColumnMajorArray(), new double[sample.Count]) / sample.Count;
            trial.RequireClose(
                trial.Model, $"the loss of an objective that is not refused is that of the predictions ({loss.GetType().Name})",
                expected, Evaluate(oracle!, model.Parameters, []).Loss);
        }
    }

    /// <summary>An objective that the model has no gradient of is refused with a <see cref="CompositionException"/>; any other has a finite loss.</summary>
    /// <exception cref="ConformanceException">Another exception is thrown, or the loss is not finite.</exception>
    public static void ObjectivesAreRefusedInWords(Trial trial)
    {
        foreach (var kind in Enum.GetValues<ObjectiveKind>())
        {
            using var composition = (trial with { Objective = kind }).Compose();
            Check(composition, composition.Objective, kind.ToString().ToLowerInvariant());
        }

        // A teacher that shows only its values has no closed form.
        using var opaque = trial.Compose();
        var teacher = new LinearTeacher(new LinearTeacherOptions { Dimension = opaque.Teacher.Inputs.Dimension }, trial.Stream("opaque"));
        Check(opaque, new PopulationObjective(teacher), "population, of a teacher that is no network,");

        void Check(Composition composition, Objective objective, string name)
        {
            if (TryBind(trial, composition, objective, out var oracle)
                && Evaluate(oracle!, ((ITrainable)composition.Model).Parameters, []).Loss is var loss && !double.IsFinite(loss))
            {
                throw Broken(trial, "an objective that is not refused has a loss", $"that of the objective {name} is {loss}");
            }
        }
    }

    private static Slope SlopeAt(Trial trial, Vector<double> parameters, Vector<double>? randomly)
    {
        var (loss, gradient) = At(trial, parameters);
        var direction = (randomly ?? gradient).Normalize(2);
        var norm = parameters.L2Norm();
        var step = Math.Cbrt(trial.UnitRoundoff) / 8 * norm;
        return new Slope(
            gradient * direction, Difference(step), Difference(step / 2),
            100 * Math.Pow(trial.UnitRoundoff, 2.0 / 3) * (gradient.L2Norm() + (Math.Abs(loss) / norm)));

        double Difference(double length)
            => (At(trial, parameters + (length * direction)).Loss - At(trial, parameters - (length * direction)).Loss) / (2 * length);
    }

    // Composed again, so that a fresh sample is the same at every point.
    private static (double Loss, Vector<double> Gradient) At(Trial trial, Vector<double> parameters)
    {
        using var composition = trial.Compose();
        return Evaluate(((ITrainable)composition.Model).Bind(composition.Objective), parameters.ToArray(), []);
    }

    private static (double Loss, Vector<double> Gradient) Evaluate(IGradientOracle oracle, ReadOnlySpan<double> parameters, ReadOnlySpan<int> batch)
    {
        // Previous values must be overwritten.
        var gradient = new double[parameters.Length];
        Array.Fill(gradient, double.NaN);
        return (oracle.Gradient(parameters, gradient, batch), Vector<double>.Build.Dense(gradient));
    }

    private static bool TryBind(Trial trial, Composition composition, Objective objective, out IGradientOracle? oracle)
    {
        try
        {
            oracle = ((ITrainable)composition.Model).Bind(objective);
            return true;
        }
        catch (CompositionException)
        {
            oracle = null;
            return false;
        }
        catch (Exception exception)
        {
            throw Broken(
                trial, "an objective is refused with a CompositionException", $"one was refused with {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static Vector<double> Parameters(Trial trial)
    {
        using var composition = trial.Compose();
        return Vector<double>.Build.Dense(((ITrainable)composition.Model).Parameters.ToArray());
    }

    private static Vector<double> Gaussian(int count, RandomStream stream) => Vector<double>.Build.Dense(count, _ => stream.NextGaussian());

    private static Matrix<double> Rows(Matrix<double> all, int[] rows) => Matrix<double>.Build.DenseOfRows(rows.Select(all.Row));

    private static ConformanceException Broken(Trial trial, string rule, string found) => new(trial.Model.Implementation, rule, found, trial.Seed);

    /// <summary>The slope at a point: from the gradient, from a step and from half of it, and the error that rounding may cause.</summary>
    private readonly record struct Slope(double Given, double Found, double FoundCloser, double Roundoff)
    {
        // NaN is the largest error; ordering would make it the smallest.
        public double Error => Math.Abs(Given - Found) is var error && double.IsNaN(error) ? double.PositiveInfinity : error;

        public double Disagreement => Math.Abs(Found - FoundCloser);
    }

    // (f - y)^4: a loss that a model that knows only the squared loss must refuse.
    private sealed class QuarticLoss : IPointwiseLoss
    {
        public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
        {
            var sum = 0.0;
            for (var n = 0; n < predictions.Length; n++)
            {
                var residual = predictions[n] - labels[n];
                derivatives[n] = 4 * residual * residual * residual;
                sum += residual * residual * residual * residual;
            }

            return sum;
        }
    }
}
