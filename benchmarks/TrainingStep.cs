using BeyondNtk.Abstractions.Learning;
using BeyondNtk.GradientDescent;
using BeyondNtk.Numerics.Training;
using BeyondNtk.ReluStudent;
using BeyondNtk.TeacherAbs;

namespace BeyondNtk.Benchmarks;

/// <summary>A full-batch step of the student, as the host runs it: model, objective and optimizer come from the plugins.</summary>
internal static class TrainingStep
{
    public const string Name = "step";
    private const double StepSize = 0.1;

    // Freezes the neurons of squared norm above 1.25: a sixth of them at d = 30, so that the comparison with the peers covers truncation.
    private const double Lambda = 0.8;

    private static readonly (string Who, Library Library, string Implementation)[] Peers =
    [
        ("PyTorch, autograd", Library.PyTorch, "autograd"),
        ("PyTorch, by hand", Library.PyTorch, "torch"),
        ("NumPy, by hand", Library.NumPy, "numpy"),
    ];

    public static void Run(Session session)
    {
        // The smaller case first: what the runtime recompiles for it is then ready for the larger one, which has few steps.
        Shape[] shapes = session.Effort.IsQuick ? [new(30, 20, 500), new(64, 100, 2000)] : [new(30, 100, 10_000), new(128, 1024, 16_384)];
        foreach (var shape in shapes)
        {
            foreach (var precision in Enum.GetValues<Precision>())
            {
                new Case(session, shape, precision).Run();
            }
        }
    }

    private sealed record Shape(int Dimension, int Width, int Examples)
    {
        /// <summary>Two products of N x m x d multiply-adds: the pre-activations, and the gradient.</summary>
        public double Operations => 4.0 * Examples * Width * Dimension;

        public override string ToString() => $"d={Dimension} m={Width} N={Examples:N0}";
    }

    private sealed class Case
    {
        private readonly Session _session;
        private readonly Shape _shape;
        private readonly Precision _precision;
        private readonly string _folder;
        private readonly AbsTeacher _teacher;
        private readonly double[] _before;
        private readonly DataSet _sample;

        public Case(Session session, Shape shape, Precision precision)
        {
            (_session, _shape, _precision) = (session, shape, precision);
            _folder = session.Folder($"{Name}-{shape.Dimension}-{precision}");
            _teacher = new AbsTeacher(new AbsTeacherOptions { Dimension = shape.Dimension }, new RandomStream(1).Child("teacher"), new ThreadBudget(1));
            _before = NewStudent(1).Parameters.ToArray();
            _sample = KinkFreeSample.Draw(_teacher, _before, shape.Examples, new RandomStream(1).Child("sample"));
        }

        private string Title => $"{_shape} {_precision.ToString().ToLowerInvariant()}";

        public void Run()
        {
            _session.Progress($"{Name} {Title}");
            NpyFile.Save(Path.Combine(_folder, "weights.npy"), _shape.Width, _shape.Dimension, _before);
            NpyFile.Save(Path.Combine(_folder, "inputs.npy"), _sample.Inputs);
            NpyFile.Save(Path.Combine(_folder, "labels.npy"), _sample.Labels);
            var ours = Session.Threads.Select(Measure).ToArray();
            var best = ours.Min(own => own.Time.Median);
            for (var k = 0; k < ours.Length; k++)
            {
                var (time, peak, bytes, _) = ours[k];
                var threads = Session.Threads[k];
                _session.Table.Add(NewLine($"BeyondNtk, {Session.Count(threads)}", time, threads, best) with
                {
                    OfPeak = _shape.Operations / time.Median / 1e9 / peak,
                    Remarks = [threads > 1 ? $"{ours[0].Time.Median / time.Median:0.00} times one thread" : null, $"{bytes:N0} bytes allocated a step"],
                });
            }

            foreach (var (who, library, implementation) in Peers)
            {
                _session.Table.Add(Compare(who, library, implementation, best, ours[0].After));
            }
        }

        private Line NewLine(string who, Timing time, int threads, double best)
        {
            var rate = _shape.Operations / time.Median / 1e9;
            return new Line(Name, Title, who) { Time = time, GigaFlops = rate, OfPeak = rate / _session.Peak.GigaFlops(_precision, threads), Ratio = time.Median / best };
        }

        private Student NewStudent(int threads) => new(
            new StudentOptions { Width = _shape.Width, Precision = _precision }, _teacher.Inputs, new RandomStream(1).Child("student"), new ThreadBudget(threads));

        private (Timing Time, double Peak, double Bytes, double[] After) Measure(int threads)
        {
            var student = NewStudent(threads);
            var options = new TruncatedGradientDescentOptions { Stages = [new Stage { Lambda = Lambda, StepSize = StepSize, Steps = 1_000_000_000 }] };
            var optimizer = new TruncatedGradientDescent(options, student, new SampleObjective(new FixedSample(_sample), new SquaredLoss()));
            optimizer.Step();
            var after = student.Parameters.ToArray();
            var peaks = new List<double>();
            var time = Timing.OfStep(() => optimizer.Step(), _session.Effort, between: () => peaks.Add(_session.Peak.Now(_precision, threads)));
            return (time, new Timing(peaks).Median, BytesOfStep(optimizer), after);
        }

        // On this thread; every thread of a step runs the same code.
        private static double BytesOfStep(TruncatedGradientDescent optimizer)
        {
            const int Steps = 5;
            var start = GC.GetAllocatedBytesForCurrentThread();
            for (var k = 0; k < Steps; k++)
            {
                optimizer.Step();
            }

            return (GC.GetAllocatedBytesForCurrentThread() - start) / (double)Steps;
        }

        // The fastest number of threads of the peer counts.
        private Line Compare(string who, Library library, string implementation, double best, double[] after)
        {
            var answers = Session.Threads.Select(threads => (Threads: threads, Answer: Ask(library, implementation, threads))).ToArray();
            if (answers.FirstOrDefault(answer => answer.Answer.Problem is not null).Answer is { Problem: var problem })
            {
                return new Line(Name, Title, who) { Remarks = [problem] };
            }

            var (count, answer) = answers.MinBy(answer => answer.Answer.Timing!.Median);
            return NewLine($"{who}, {Session.Count(count)}", answer.Timing!, count, best) with
            {
                Agreement = Agreement.OfSteps(_before, after, NpyFile.Load(Path.Combine(_folder, $"{implementation}-{count}.npy")), _precision),
            };
        }

        private PeerAnswer Ask(Library library, string implementation, int threads) => _session.Peers.Run(
            library,
            "step.py",
            threads,
            [_folder, implementation, _precision.ToString().ToLowerInvariant(), $"{threads}", $"{StepSize}", $"{Lambda}", .. _session.Effort.ForPeers()]);
    }
}
