using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.GradientDescent;
using BeyondNtk.Numerics.Training;
using BeyondNtk.ReluStudent;
using BeyondNtk.SignedStudent;
using BeyondNtk.TeacherAbs;

namespace BeyondNtk.Benchmarks;

/// <summary>A full-batch step of the general two-layer network beside that of the student whose output weights are its hidden norms: what generality costs.</summary>
internal static class TwoLayerStep
{
    public const string Name = "two-layer";

    private static readonly (string Who, Func<TwoLayerOptions, TwoLayerOptions>? Of)[] Models =
    [
        ("relu-student", null),
        ("two-layer, both layers", options => options),
        ("two-layer, outputs fixed", options => new() { Width = options.Width, Precision = options.Precision, TrainOutputs = false }),
        ("two-layer, with biases", options => new() { Width = options.Width, Precision = options.Precision, Biases = true }),
    ];

    public static void Run(Session session)
    {
        (int Dimension, int Width, int Examples)[] shapes = session.Effort.IsQuick ? [(30, 20, 500)] : [(30, 100, 10_000), (128, 1024, 16_384)];
        foreach (var (dimension, width, examples) in shapes)
        {
            foreach (var precision in Enum.GetValues<Precision>())
            {
                var title = $"d={dimension} m={width} N={examples:N0} {precision.ToString().ToLowerInvariant()}";
                session.Progress($"{Name} {title}");
                var teacher = new AbsTeacher(new AbsTeacherOptions { Dimension = dimension }, new RandomStream(1).Child("teacher"), new ThreadBudget(1));
                var sample = DataSet.Draw(teacher, examples, new RandomStream(1).Child("sample"));
                var threads = Session.Threads[^1];
                Timing? reference = null;
                foreach (var (who, of) in Models)
                {
                    ITrainable model = of is null
                        ? new Student(new StudentOptions { Width = width, Precision = precision }, teacher.Inputs, new RandomStream(2), new ThreadBudget(threads))
                        : new TwoLayerNetwork(of(new TwoLayerOptions { Width = width, Precision = precision }), teacher.Inputs, new RandomStream(2), new ThreadBudget(threads));
                    var optimizer = new PlainGradientDescent(
                        new PlainGradientDescentOptions { StepSize = 1e-3, GradientScale = GradientScale.Plain, Steps = 1_000_000_000 }, model, new SampleObjective(new FixedSample(sample), new SquaredLoss()));
                    var time = Timing.OfStep(() => optimizer.Step(), session.Effort);
                    reference ??= time;

                    // Two products of N x m x d multiply-adds, as in the row "step".
                    var rate = 4.0 * examples * width * dimension / time.Median / 1e9;
                    session.Table.Add(new Line(Name, title, $"{who}, {Session.Count(threads)}") { Time = time, GigaFlops = rate, Ratio = time.Median / reference.Median });
                }
            }
        }
    }
}
