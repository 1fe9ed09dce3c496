using BeyondNtk.Abstractions.Learning;
using BeyondNtk.GradientDescent;
using BeyondNtk.Numerics.Training;
using BeyondNtk.ReluStudent;
using BeyondNtk.TeacherAbs;

namespace BeyondNtk.Benchmarks;

/// <summary>A step on the exact population loss, as the host runs it.</summary>
internal static class PopulationStep
{
    public const string Name = "population";
    private const double StepSize = 0.1;

    public static void Run(Session session)
    {
        (int Dimension, int Width)[] shapes = session.Effort.IsQuick ? [(30, 40), (64, 100)] : [(30, 200), (128, 1024)];
        foreach (var (dimension, width) in shapes)
        {
            Run(session, dimension, width);
        }
    }

    private static void Run(Session session, int dimension, int width)
    {
        var title = $"d={dimension} m={width} p={dimension} double";
        session.Progress($"{Name} {title}");
        var folder = session.Folder($"{Name}-{dimension}");
        var teacher = new AbsTeacher(new AbsTeacherOptions { Dimension = dimension }, new RandomStream(1).Child("teacher"), new ThreadBudget(1));
        var before = NewStudent(1).Parameters.ToArray();
        NpyFile.Save(Path.Combine(folder, "weights.npy"), width, dimension, before);
        NpyFile.Save(Path.Combine(folder, "teacher-weights.npy"), teacher.Neurons.Weights);
        NpyFile.Save(Path.Combine(folder, "teacher-outputs.npy"), teacher.Neurons.Outputs);

        var ours = Session.Threads.Select(Measure).ToArray();
        var best = ours.Min(own => own.Time.Median);
        for (var k = 0; k < ours.Length; k++)
        {
            var scaling = k > 0 ? $"{ours[0].Time.Median / ours[k].Time.Median:0.00} times one thread" : null;
            session.Table.Add(NewLine($"BeyondNtk, {Session.Count(Session.Threads[k])}", ours[k].Time) with { Remarks = [scaling] });
        }

        session.Table.Add(Compare());

        Line NewLine(string who, Timing time) => new(Name, title, who) { Time = time, Ratio = time.Median / best };

        Student NewStudent(int threads) => new(new StudentOptions { Width = width }, teacher.Inputs, new RandomStream(1).Child("student"), new ThreadBudget(threads));

        (Timing Time, double[] After) Measure(int threads)
        {
            var student = NewStudent(threads);
            var options = new PlainGradientDescentOptions { StepSize = StepSize, Steps = 1_000_000_000 };
            var optimizer = new PlainGradientDescent(options, student, new PopulationObjective(teacher));
            optimizer.Step();
            var after = student.Parameters.ToArray();
            return (Timing.OfStep(() => optimizer.Step(), session.Effort), after);
        }

        // The fastest number of threads of the peer counts.
        Line Compare()
        {
            var answers = Session.Threads
                .Select(threads => (Threads: threads, Answer: session.Peers.Run(
                    Library.NumPy, "population.py", threads, [folder, $"{threads}", $"{StepSize}", .. session.Effort.ForPeers()])))
                .ToArray();
            if (answers.FirstOrDefault(answer => answer.Answer.Problem is not null).Answer is { Problem: var problem })
            {
                return new Line(Name, title, "NumPy") { Remarks = [problem] };
            }

            var (count, answer) = answers.MinBy(answer => answer.Answer.Timing!.Median);
            return NewLine($"NumPy, {Session.Count(count)}", answer.Timing!) with
            {
                Agreement = Agreement.OfSteps(before, ours[0].After, NpyFile.Load(Path.Combine(folder, $"numpy-{count}.npy")), Precision.Double),
            };
        }
    }
}
