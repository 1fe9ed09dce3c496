using BeyondNtk.Abstractions.Learning;
using BeyondNtk.GradientDescent;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Training;
using BeyondNtk.ThreeLayerStudent;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Benchmarks;

/// <summary>A step of SGD with momentum on the network of three layers, both hidden layers trained. The sample is as large as the batch, so that peers need not know which examples were drawn.</summary>
internal static class ThreeLayerStep
{
    public const string Name = "three-layer";
    private const int Dimension = 4;
    private const double StepSize = 1e-4;
    private const double Momentum = 0.9;

    private static readonly (string Who, string Implementation)[] Peers = [("PyTorch, autograd", "autograd"), ("PyTorch, by hand", "torch")];

    public static void Run(Session session)
    {
        (int Width, int Batch)[] shapes = session.Effort.IsQuick ? [(30, 50)] : [(100, 50), (100, 1000), (1000, 50), (1000, 1000), (5000, 50), (5000, 1000)];
        foreach (var (width, batch) in shapes)
        {
            Run(session, width, batch);
        }
    }

    private static void Run(Session session, int width, int batch)
    {
        var title = $"m={width:N0} batch {batch:N0} single";
        session.Progress($"{Name} {title}");
        var folder = session.Folder($"{Name}-{width}-{batch}");
        var law = new UnitSphere(Dimension);
        var inputs = law.Draw(batch, new RandomStream(1).Child("inputs"));
        var sample = new DataSet(inputs, Matrix<double>.Build.Dense(batch, 1, (n, _) => Math.Sin(3 * inputs[n, 0])));
        var before = Model(1).Parameters.ToArray();
        NpyFile.Save(Path.Combine(folder, "inputs.npy"), sample.Inputs);
        NpyFile.Save(Path.Combine(folder, "labels.npy"), sample.Labels);
        foreach (var array in Model(1).Weights)
        {
            NpyFile.Save(Path.Combine(folder, $"{array.Name}.npy"), array.Values);
        }

        // Three products of m^2 multiply-adds an example.
        var operations = 6.0 * batch * width * width;
        var after = before;
        var ours = Session.Threads.Select(threads =>
        {
            var model = Model(threads);
            var options = new StochasticGradientDescentOptions { BatchSize = batch, StepSize = StepSize, Momentum = Momentum, GradientScale = GradientScale.Plain, Steps = 1_000_000_000 };
            var optimizer = new StochasticGradientDescent(options, model, new SampleObjective(new FixedSample(sample), new SquaredLoss()), new RandomStream(2));
            optimizer.Step();
            after = model.Parameters.ToArray();
            return (Threads: threads, Time: Timing.OfStep(() => optimizer.Step(), session.Effort));
        }).ToArray();
        var best = ours.Min(own => own.Time.Median);
        foreach (var (threads, time) in ours)
        {
            session.Table.Add(NewLine($"BeyondNtk, {Session.Count(threads)}", time, threads));
        }

        foreach (var (who, implementation) in Peers)
        {
            var answers = Session.Threads.Select(threads => (Threads: threads, Answer: session.Peers.Run(
                Library.PyTorch, "three_layer.py", threads, [folder, implementation, $"{threads}", $"{StepSize}", $"{Momentum}", .. session.Effort.ForPeers()]))).ToArray();
            if (answers.FirstOrDefault(answer => answer.Answer.Problem is not null).Answer is { Problem: var problem })
            {
                session.Table.Add(new Line(Name, title, who) { Remarks = [problem] });
                continue;
            }

            var (count, answer) = answers.MinBy(answer => answer.Answer.Timing!.Median);
            session.Table.Add(NewLine($"{who}, {Session.Count(count)}", answer.Timing!, count) with
            {
                Agreement = Agreement.InNorm(before, after, NpyFile.Load(Path.Combine(folder, $"{implementation}-{count}.npy"))),
            });
        }

        Directory.Delete(folder, recursive: true);

        ThreeLayerNetwork Model(int threads) => new(new ThreeLayerOptions { Width = width }, law, new RandomStream(1).Child("student"), new ThreadBudget(threads));

        Line NewLine(string who, Timing time, int threads)
        {
            var rate = operations / time.Median / 1e9;
            return new Line(Name, title, who) { Time = time, GigaFlops = rate, OfPeak = rate / session.Peak.GigaFlops(Precision.Single, threads), Ratio = time.Median / best };
        }
    }
}
