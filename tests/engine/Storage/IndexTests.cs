using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Index;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Engine.Tests;

public sealed class IndexTests : IDisposable
{
    private readonly TempFolder _output = new();

    private string IndexFile => _output.File(RunIndex.FileName);

    public void Dispose() => _output.Dispose();

    [Fact]
    public void HasARowForEachLearnerAndOneForARunWithout()
    {
        Records.Save(_output, Records.Create("2", Records.Learner("b"), Records.Learner("a")) with { Started = Runs.Moment.AddHours(1) }, Records.Create("3"), Records.Create("1", Records.Learner("a")));

        Assert.Equal(["1 a", "3 ", "2 b", "2 a"], Rows().Select(row => $"{row.Text("run")} {row.Text("learner")}"));
    }

    [Fact]
    public void ARowHasFactsThenSettingsThenMetrics()
    {
        Records.Save(_output, Records.Create("1", Records.Learner("a", Records.Loss(0.25, 0.5), new("optimizer", "ridge", "q", double.NaN, null))));

        var row = Assert.Single(Rows());

        Assert.Equal(["loss:population"], row.Headline);
        Assert.Equal(
            new (string, object)[]
            {
                ("run", "1"), ("experiment", "small"), ("status", "done"), ("started", "2024-05-06T07:08:09.0000000Z"), ("seconds", 1.5), ("seed", 5L), ("dimension", 3L),
                ("identity", "abc1"), ("varied", "Seed=5, Teacher:Dimension=3"), ("learner", "a"), ("run-status", "done"), ("steps", 7L),
                ("teacher", "abs"), ("model", "relu-student"), ("objective", "empirical"), ("optimizer", "sgd"),
                ("Description", "two, \"quoted\"\nlines"), ("Teacher:Name", "abs"), ("Teacher:Dimension", 3L), ("Teacher:Kappa", double.PositiveInfinity),
                ("Model:Name", "relu-student"), ("Model:Width", 48L), ("Model:Bias", false), ("Objective:Name", "empirical"),
                ("Optimizer:Name", "sgd"), ("Optimizer:Ridge", 1e-3), ("Optimizer:Stages:0:Steps", 50L), ("Optimizer:Stages:1:Steps", 60L),
                ("loss:population", 0.25), ("loss:population:standard-error", 0.5), ("optimizer:ridge", double.NaN),
            },
            row.Cells.Select(cell => (cell.Key, cell.Value)));
    }

    [Fact]
    public void ALearnerHasItsOwnStatusAndOneThatDivergedNoFinalValue()
    {
        var diverged = Records.Learner("a", Records.Loss(0.25)) with { Status = RunStatus.Diverged };
        Records.Save(_output, Records.Create("1", diverged, Records.Learner("b", Records.Loss(0.5))) with { Status = RunStatus.Diverged });

        Assert.Equal(["diverged diverged ", "done diverged 0.5"], Rows().Select(row => $"{row.Text("status")} {row.Text("run-status")} {row.Text("loss:population")}"));
    }

    [Fact]
    public void FollowsTheRecordsAndTouchesOnlyWhatChanged()
    {
        Records.Save(_output, Ids(1, 2, 3));
        Rows();

        // A mark in what the index remembers shows which rows it made anew.
        Execute("UPDATE learner SET headline = 'mark'");
        Assert.Equal(["1 mark", "2 mark", "3 mark"], Marks());

        Directory.Delete(_output.File("small", "1"), recursive: true);
        Records.Save(_output, Records.Create("2", Records.Learner("renamed", Records.Loss(1))));
        Records.Save(_output, Ids(4));
        _output.Write("small/5/run.json", "{");
        Assert.Equal(["2 loss:population", "3 mark", "4 loss:population"], Marks());

        // Another time of the same size, too.
        File.SetLastWriteTimeUtc(_output.File("small", "3", "run.json"), Runs.Moment.UtcDateTime);
        Assert.Equal(["2 loss:population", "3 loss:population", "4 loss:population"], Marks());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("no database")]
    [InlineData("empty")]
    [InlineData("cut off")]
    [InlineData("PRAGMA user_version = 99")]
    [InlineData("DROP TABLE cell")]
    [InlineData("DROP TABLE record")]
    [InlineData("ALTER TABLE learner RENAME COLUMN file TO path")]
    public void IsMadeAnewWhenItIsOfNoUse(string damage)
    {
        Records.Save(_output, Ids([.. Enumerable.Range(1, 40)]));
        var before = Texts(Rows());
        switch (damage)
        {
            case "missing":
                File.Delete(IndexFile);
                break;
            case "no database":
                File.WriteAllText(IndexFile, new string('?', 5000));
                break;
            case "empty":
                File.WriteAllBytes(IndexFile, []);
                break;
            case "cut off":
                File.WriteAllBytes(IndexFile, File.ReadAllBytes(IndexFile)[..20_000]);
                break;
            default:
                Execute(damage);
                break;
        }

        Assert.Equal(before, Texts(Rows()));
        Execute("UPDATE learner SET headline = 'mark'");
        Assert.All(Rows(), row => Assert.Equal(["mark"], row.Headline));
    }

    [Fact]
    public void StandsInMemoryWhereItCannotBeWritten()
    {
        Records.Save(_output, Ids(1, 2));
        Directory.CreateDirectory(IndexFile);

        var inMemory = Texts(Rows());
        Directory.Delete(IndexFile);

        Assert.Equal(Texts(Rows()), inMemory);
        Assert.True(File.Exists(IndexFile));
    }

    [Fact]
    public void StandsInMemoryWhileAnotherProcessDoesNotLetGo()
    {
        Records.Save(_output, Ids(1));
        Rows();
        Records.Save(_output, Ids(2));
        using var other = new SqliteConnection($"Data Source={IndexFile};Pooling=False");
        other.Open();
        using var writing = other.BeginTransaction();


        Assert.Equal(["1", "2"], RunIndex.Query(_output.Path, index => index.ReadRows(), patience: 1).Select(row => row.Text("run")));
    }

    [Fact]
    public void SeveralMayOpenItAtOnce()
    {
        Records.Save(_output, Ids([.. Enumerable.Range(1, 20)]));
        var found = new string[6][];

        Parallel.For(0, found.Length, i => found[i] = Texts(Rows()));

        Assert.All(found, texts => Assert.Equal(found[0], texts));
        Assert.Equal(20, found[0].Length);
    }

    [Fact]
    public void LeavesNoFileWhereNothingWasEverRun()
    {
        var store = new RunStore(_output.File("missing"), Runs.Clock);

        Assert.Null(store.ReadRows());
        Assert.False(Directory.Exists(_output.File("missing")));
        Assert.Null(new RunStore(_output.Path, Runs.Clock).ReadRows());
        Assert.Empty(Directory.GetFileSystemEntries(_output.Path));
    }

    private static RunRecord[] Ids(params int[] ids) => [.. ids.Select(id => Records.Create($"{id}", Records.Learner("a", Records.Loss(id))))];

    private static string[] Texts(IReadOnlyList<IndexRow> rows)
        => [.. rows.Select(row => string.Join('|', [row.File, .. row.Headline, .. row.Cells.Select(cell => $"{cell.Key}={cell.Value.GetType().Name}:{Scalars.Text(cell.Value)}")]))];

    private IReadOnlyList<IndexRow> Rows()
    {
        return new RunStore(_output.Path, Runs.Clock).ReadRows() ?? [];
    }

    private IEnumerable<string> Marks() => Rows().Select(row => $"{row.Text("run")} {string.Join(' ', row.Headline)}");

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={IndexFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
