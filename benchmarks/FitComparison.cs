namespace BeyondNtk.Benchmarks;

/// <summary>A peer of a fit.</summary>
/// <param name="Who">What the table calls it.</param>
/// <param name="Library">What it needs.</param>
/// <param name="Script">Its script.</param>
/// <param name="Arguments">The arguments of the script after the folder.</param>
/// <param name="Result">The name of the result that it leaves in the folder.</param>
internal sealed record FitPeer(string Who, Library Library, string Script, string[] Arguments, string Result);

/// <summary>A fit that takes seconds, ours and the peers' in turn, each in a new process for every repeat.</summary>
/// <param name="Row">The row.</param>
/// <param name="Title">The case.</param>
/// <param name="Folder">Where the sample is and the results go.</param>
/// <param name="Tolerance">How much results may differ, relative to the largest value.</param>
/// <param name="Unit">Bytes that memory is compared with.</param>
/// <param name="UnitName">What they are.</param>
internal sealed record FitComparison(string Row, string Title, string Folder, double Tolerance, double Unit, string UnitName)
{
    // Ours, by the value of the variable that asks for a native BLAS. The first result is what the others are compared with.
    private static readonly (string Who, string Result, string? Blas)[] Ours =
    [
        ("BeyondNtk, own kernels", "own", "none"),
        ("BeyondNtk, native BLAS", "native", "auto"),
    ];

    public void Run(Session session, params FitPeer[] peers)
    {
        var ours = Ours.Select(_ => new List<FitReport?>()).ToArray();
        var theirs = peers.Select(_ => new List<PeerAnswer>()).ToArray();
        for (var round = 1; round <= session.Effort.Fits; round++)
        {
            session.Progress($"{Row} {Title}, round {round} of {session.Effort.Fits}");
            for (var k = 0; k < Ours.Length; k++)
            {
                ours[k].Add(FitProcess.Run(Row, Folder, Ours[k].Result, Ours[k].Blas));
            }

            for (var k = 0; k < peers.Length; k++)
            {
                theirs[k].Add(session.Peers.Run(peers[k].Library, peers[k].Script, Environment.ProcessorCount, [Folder, .. peers[k].Arguments]));
            }
        }

        var times = ours.Select(reports => new Timing(reports.Select(report => report?.Seconds ?? double.PositiveInfinity))).ToArray();
        var best = times.Min(time => time.Median);
        for (var k = 0; k < Ours.Length; k++)
        {
            if (ours[k][^1] is not { } report)
            {
                session.Table.Add(new Line(Row, Title, Ours[k].Who) { Remarks = ["not found (apt-get install libopenblas0)"] });
                continue;
            }

            session.Table.Add(new Line(Row, Title, Ours[k].Who)
            {
                Time = times[k],
                Ratio = times[k].Median / best,
                Agreement = k > 0 ? AgreementWith(Ours[k].Result) : null,
                Remarks =
                [
                    Memory(ours[k].Max(other => other?.Memory)),
                    report.Libraries is { Count: > 0 } libraries ? $"loaded {string.Join(", ", libraries)}" : "no native library loaded",
                ],
            });
        }

        for (var k = 0; k < peers.Length; k++)
        {
            session.Table.Add(PeerLine(peers[k], theirs[k], best));
        }
    }

    private Line PeerLine(FitPeer peer, List<PeerAnswer> answers, double best)
    {
        var line = new Line(Row, Title, peer.Who);
        if (answers.Find(answer => answer.Problem is not null) is { } failed)
        {
            return line with { Remarks = [failed.Problem] };
        }

        var time = new Timing(answers.Select(answer => answer.Timing!.Median));
        return line with
        {
            Time = time,
            Ratio = time.Median / best,
            Agreement = AgreementWith(peer.Result),
            Remarks = [Memory(answers.Max(answer => answer.Memory))],
        };
    }

    private Agreement AgreementWith(string result) => Agreement.OfValues(NpyFile.Load(PathOf(Ours[0].Result)), NpyFile.Load(PathOf(result)), Tolerance);

    private string PathOf(string result) => Path.Combine(Folder, result + ".npy");

    private string? Memory(double? bytes) => bytes is > 0 ? $"memory {Format.Bytes(bytes.Value)} = {bytes.Value / Unit:0.00} times {UnitName}" : null;
}
