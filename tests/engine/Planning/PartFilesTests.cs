using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Tests;

/// <summary>Files that parts read: what is in them belongs to what a run is.</summary>
public sealed class PartFilesTests : IDisposable
{
    // printf abc | sha256sum
    private const string Sha256OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private readonly TempFolder _folder = new();
    private readonly Plugin _plugin = FakePlugins.Create("files", parts => parts.AddTeacher<FileTeacher, FileOptions>("file"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheContentOfAFileIsPartOfTheIdentity()
    {
        var file = _folder.Write("data.txt", "abc");
        var plan = Plan(file);
        Assert.Equal(Sha256OfAbc, (string)plan.Configuration["Files"]![file]!);

        _folder.Write("data.txt", "abd");
        Assert.NotEqual(plan.Identity, Plan(file).Identity);

        _folder.Write("data.txt", "abc");
        Assert.Equal(plan.Identity, Plan(file).Identity);
        Assert.Null(Plans.Create().Configuration["Files"]);
    }

    [Fact]
    public void ARecordedConfigurationComposesAgainOnlyWhileTheFileIsTheSame()
    {
        var file = _folder.Write("data.txt", "abc");
        var plan = Plan(file);
        ExperimentPlan Again() => Plans.Experiment([_plugin], $$"""{ "Run": ["small"], "Experiments": { "small": {{plan.Configuration.ToJsonString()}} } }""");

        Assert.Equal(plan.Identity, Assert.Single(Again().Runs).Identity);

        _folder.Write("data.txt", "abd");
        var problem = Assert.Single(Assert.Throws<ConfigurationException>(Again).Messages);
        Assert.StartsWith($"Experiments:small:Files:{file}: is \"{Sha256OfAbc}\", and the SHA-256 of the file is", problem);
    }

    [Fact]
    public void AFileThatIsMissingIsAProblemOfItsSetting()
    {
        _folder.Write("data.txt", "abc");

        var problem = Assert.Single(Assert.Throws<ConfigurationException>(() => Plan(_folder.File("date.txt"))).Messages);

        Assert.StartsWith("Experiments:small:Teacher:Path: there is no file '", problem);
        Assert.Contains("did you mean 'data.txt'?", problem);
    }

    [Fact]
    public void AFileThatChangesBetweenPlanAndRunIsNoticed()
    {
        var plan = Plan(_folder.Write("data.txt", "abc"));
        _folder.Write("data.txt", "abd");

        Assert.Contains("has changed", Assert.Throws<ConfigurationException>(() => Compositions.Compose(plan)).Message);
    }

    private RunPlan Plan(string file) => Plans.With([_plugin], "Teacher:Name=file", $"Teacher:Path={file}");

    private sealed class FileOptions
    {
        [FilePath]
        public string Path { get; init; } = "";
    }

    private sealed class FileTeacher : ITeacher
    {
        public InputLaw Inputs { get; } = new StandardGaussian(1);

        public Matrix<double> Target(Matrix<double> inputs) => inputs;
    }
}
