using System.Globalization;
using Spectre.Console;

namespace BeyondNtk.Benchmarks;

/// <summary>Measures what the framework costs, its peers in the same minutes, and prints one table.</summary>
internal static class Program
{
    private const string Usage = "usage: benchmarks [ROW...] [--quick] [--markdown FILE]";

    private static readonly (string Name, Action<Session> Run)[] Rows =
    [
        (TrainingStep.Name, TrainingStep.Run),
        (TwoLayerStep.Name, TwoLayerStep.Run),
        (ThreeLayerStep.Name, ThreeLayerStep.Run),
        (PopulationStep.Name, PopulationStep.Run),
        (NtkRidge.Name, NtkRidge.Run),
        (RandomFeaturesFit.Name, RandomFeaturesFit.Run),
        (HostOverhead.Name, HostOverhead.Run),
    ];

    private static int Main(string[] arguments)
    {
        if (arguments is [FitProcess.Argument, var row, var folder, var name])
        {
            FitProcess.Answer(row == NtkRidge.Name ? NtkRidge.Prepare(folder, name) : RandomFeaturesFit.Prepare(folder, name));
            return 0;
        }

        if (!Arguments.TryParse(arguments, [Peak.Name, .. Rows.Select(row => row.Name)], out var chosen, out var mistake))
        {
            Console.Error.WriteLine($"error: {mistake}\n{Usage}");
            return 2;
        }

        return Measure(chosen) ? 0 : 1;
    }

    // Returns whether every row could be measured, with results that agree with those of the peers.
    private static bool Measure(Arguments chosen)
    {
        if (Console.IsOutputRedirected)
        {
            // A file or a pipe has no width; the table must not be wrapped at a guessed one.
            AnsiConsole.Profile.Width = 240;
        }

        var peers = Peers.Find();
        string[] surroundings = [.. Machine.Lines(), .. peers.Lines()];
        foreach (var line in surroundings)
        {
            Console.WriteLine(line);
        }

        using var session = new Session(chosen.Quick ? Effort.Quick : Effort.Full, peers);
        session.Progress(Peak.Name);
        session.Peak.Measure(session.Table);
        foreach (var (name, run) in Rows.Where(row => chosen.Includes(row.Name)))
        {
            session.Progress(name);
            try
            {
                run(session);
            }
            catch (Exception exception)
            {
                // The results of the other rows are worth more than an early end.
                session.Table.Add(new Line(name, "", "") { Failure = exception.Message });
            }
        }

        AnsiConsole.Write(session.Table.ForTerminal());
        if (chosen.Markdown is { } file)
        {
            var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            File.WriteAllText(file, $"{string.Concat(surroundings.Append($"date: {date}").Select(line => $"- {line}\n"))}\n{session.Table.ForMarkdown()}");
        }

        return session.Table.IsSound;
    }
}
