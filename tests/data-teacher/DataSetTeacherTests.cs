using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher.Tests;

[Collection(nameof(OneAfterTheOther))]
public sealed class DataSetTeacherTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryRowIsEitherLearntFromOrHeldOutOnceWithItsLabel()
    {
        var teacher = _folder.Numbered(100, heldOut: 30);
        DataSet[] parts = [teacher.Training, teacher.HeldOut!];

        Assert.Equal([70, 30], parts.Select(part => part.Count));
        Assert.All(parts, part => Assert.Equal(10 * part.Inputs.Column(0), part.Labels.Column(0)));
        Assert.All(parts, part => Assert.Equal(-part.Inputs.Column(0), part.Inputs.Column(1)));
        Assert.Equal(Enumerable.Range(0, 100).Select(n => (double)n), parts.SelectMany(part => part.Inputs.Column(0)).Order());
    }

    [Fact]
    public void TheOrderIsOfTheSeedOrOfTheFile()
    {
        static double[] Order(IDataSetTeacher teacher) => [.. teacher.Training.Inputs.Column(0)];

        var first = Order(_folder.Numbered(50, 10));
        Assert.Equal(first, Order(_folder.Numbered(50, 10)));
        Assert.NotEqual(first, Order(_folder.Numbered(50, 10, seed: 2)));
        Assert.Equal(Enumerable.Range(0, 40).Select(n => (double)n), Order(_folder.Numbered(50, 10, shuffle: false)));
    }

    // The runs of a sweep read one file; its length and the time of writing tell a changed one.
    [Fact]
    public void AFileIsReadOnceUntilItChanges()
    {
        var path = _folder.Write("table.csv", "x,y\n1,2\n3,4\n");
        var written = File.GetLastWriteTimeUtc(path);
        double[] Labels() => [.. new DataSetTeacher(new DataSetTeacherOptions { Inputs = path, LabelColumns = ["y"], Shuffle = false }, new RandomStream(1)).Training.Labels.Column(0)];
        Assert.Equal([2, 4], Labels());

        File.WriteAllText(path, "x,y\n1,5\n3,6\n");
        File.SetLastWriteTimeUtc(path, written);
        Assert.Equal([2, 4], Labels());

        File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
        Assert.Equal([5, 6], Labels());
    }

    // An evaluator that knows nothing of data sets draws inputs and asks for their target: it must not meet what was learnt from.
    [Fact]
    public void TheLawOfTheInputsIsThatOfTheHeldOutRows()
    {
        var teacher = _folder.Numbered(20, heldOut: 5);
        var drawn = teacher.Inputs.Draw(200, new RandomStream(3));

        // 200 draws miss one of five rows with probability 5 (4/5)^200 < 1e-18.
        Assert.Equal(teacher.HeldOut!.Inputs.Column(0).Order(), drawn.Column(0).Distinct().Order());
        Assert.Equal(10 * drawn.Column(0), teacher.Target(drawn).Column(0));
        Assert.Equal(drawn.SubMatrix(0, 7, 0, 2), teacher.Inputs.Draw(7, new RandomStream(3)));
    }

    [Fact]
    public void TheTargetIsTheMeanLabelOfRowsThatAreTheSame()
    {
        var teacher = Create("x,y\n1,2\n1,5\n3,4\n", "y");

        Assert.Equal(Matrix<double>.Build.Dense(2, 1, [3.5, 4]), teacher.Target(Matrix<double>.Build.Dense(2, 1, [1, 3])));
        Assert.Throws<ArgumentException>(() => teacher.Target(Matrix<double>.Build.Dense(1, 1, 2)));
    }

    [Fact]
    public void LabelsMayBeColumnsOfATable()
    {
        var teacher = Create("\"a\",u,b,v\r\n1,2,3,4\r\n\r\n5,6e0,-7,.5\r\n", "v", "u");

        Assert.Equal(Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 3 }, { 5, -7 } }), teacher.Training.Inputs);
        Assert.Equal(Matrix<double>.Build.DenseOfArray(new[,] { { 4.0, 2 }, { 0.5, 6 } }), teacher.Training.Labels);
        Assert.Equal(2, ((ITeacher)teacher).Outputs);
    }

    [Theory]
    [InlineData("1,2\n3,4\n5,6\n", null, 3)]
    [InlineData("a,b\n3,4\n5,6\n", null, 2)]
    [InlineData("0,1\n3,4\n", true, 1)]
    [InlineData("0,1\n3,4\n", false, 2)]
    public void AHeaderIsToldFromItsFieldsOrSaid(string inputs, bool? header, int rows)
    {
        var labels = _folder.Write("labels.npy", Matrix<double>.Build.Dense(rows, 1));

        Assert.Equal(rows, Create(new DataSetTeacherOptions { Inputs = _folder.Write("inputs.csv", inputs), Labels = labels, Header = header }).Training.Count);
    }

    [Theory]
    [InlineData("x,y\n1,2\n3,four\n", "line 3, column 2 is 'four'; allowed: a finite number")]
    [InlineData("x,y\n1,2\n\n3,\n", "line 4, column 2 is empty")]
    [InlineData("x,y\n1,NaN\n", "line 2, column 2 is 'NaN'")]
    [InlineData("x,y\n1,1e999\n", "line 2, column 2 is '1e999'")]
    [InlineData("x,y\n1,2,3\n", "line 2 has 3 fields; the first line has 2")]
    [InlineData("0,1\n1,2\n", "line 1 is 0,1, which may be numbers of columns or a row; set Header")]
    [InlineData(",x,y\n0,1,2\n", "line 1, column 1 has no name")]
    [InlineData("y,x,y\n0,1,2\n", "line 1 names 2 columns 'y'")]
    [InlineData("x,2020,y\n0,1,2\n", "line 1 has numbers, and column 1 is 'x'; if the line names the columns, set Header to true")]
    [InlineData("1,,y\n0,1,2\n", "line 1 has numbers, and column 2 is ''")]
    [InlineData("x,y\n", "holds no numbers")]
    [InlineData("1,2\n3,4\n", "LabelColumns needs the names of columns")]
    [InlineData("x,z\n3,4\n", "has no column 'y'; its columns: x, z")]
    [InlineData("y\n3\n", "allowed: different columns, not all of")]
    public void AWrongTableIsRefusedWithFileAndPlace(string text, string says)
    {
        var message = Assert.Throws<CompositionException>(() => Create(text, "y")).Message;

        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains("table.csv", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesThatDoNotFitAreRefused()
    {
        var three = _folder.Write("three.npy", Matrix<double>.Build.Dense(3, 1));
        var two = _folder.Write("two.npy", Matrix<double>.Build.Dense(2, 1));
        var infinite = _folder.Write("infinite.npy", Matrix<double>.Build.Dense(2, 2, [0, 0, 0, double.PositiveInfinity]));

        Assert.Contains("has 3 rows, and", Refusal(new DataSetTeacherOptions { Inputs = three, Labels = two }), StringComparison.Ordinal);
        Assert.Contains("row 1, column 1 (from 0) is Infinity", Refusal(new DataSetTeacherOptions { Inputs = infinite, Labels = two }), StringComparison.Ordinal);
        Assert.Contains("Labels is missing", Refusal(new DataSetTeacherOptions { Inputs = three }), StringComparison.Ordinal);
        Assert.Contains("exclude each other", Refusal(new DataSetTeacherOptions { Inputs = three, Labels = three, LabelColumns = ["y"] }), StringComparison.Ordinal);
        Assert.Contains("at most 2 can be held out", Refusal(new DataSetTeacherOptions { Inputs = three, Labels = three, HeldOut = 3 }), StringComparison.Ordinal);
        Assert.Contains("of the kind '.txt'; allowed: .npy, .csv", Refusal(new DataSetTeacherOptions { Inputs = _folder.Write("x.txt", "1") }), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal(new DataSetTeacherOptions { Inputs = three + "no.npy" }), StringComparison.Ordinal);
    }

    private static DataSetTeacher Create(DataSetTeacherOptions options) => new(options, new RandomStream(1));

    private static string Refusal(DataSetTeacherOptions options) => Assert.Throws<CompositionException>(() => Create(options)).Message;

    private DataSetTeacher Create(string table, params string[] labels)
        => Create(new DataSetTeacherOptions { Inputs = _folder.Write("table.csv", table), LabelColumns = labels, Shuffle = false });
}
