using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeyondNtk.Engine.Tests;

/// <summary>A teacher that is a finite data set.</summary>
public sealed class DataSetTeacherTests
{
    private readonly Plugin _plugin = FakePlugins.Create("sets", parts => parts.AddTeacher<TenRows, NoOptions>("ten-rows"));

    [Fact]
    public void TheSampleIsItsFirstRows()
    {
        var plan = Plans.With([_plugin], "Teacher:Name=ten-rows", "Samples=4", Plans.SecondLearner);
        using var experiment = Compositions.Compose(plan);
        var sample = experiment.Learners.Select(learner => learner.Optimizer).OfType<SampleSolver>().Single().Sample;

        Assert.Equal([0, 1, 2, 3], sample.Inputs.Column(0));
        Assert.Equal([0, -1, -2, -3], sample.Labels.Column(0));
        Assert.Equal(sample.Labels, Composer.DrawSample(plan.Resolve(), NullLoggerFactory.Instance)!.Labels);
    }

    [Fact]
    public void ASampleThatIsLargerIsRefused()
    {
        var plan = Plans.With([_plugin], "Teacher:Name=ten-rows", "Samples=11");

        var problem = Assert.Throws<ConfigurationException>(() => Compositions.Compose(plan)).Message;
        Assert.Equal("Experiments:small:Samples: is 11; the teacher has 10 examples to learn from, and at most that many are allowed (from --set)", problem);
    }

    [Fact]
    public void ExamplesThatWereNeverSeenAreRefused()
    {
        var exception = Assert.Throws<ConfigurationException>(() => Plans.With([_plugin], "Teacher:Name=ten-rows", "Learners:first:Objective:Name=fresh"));

        Assert.StartsWith("Experiments:small:Learners:first:Objective: the objective 'fresh'", Assert.Single(exception.Messages));
    }

    private sealed class TenRows : IDataSetTeacher
    {
        public InputLaw Inputs { get; } = new StandardGaussian(1);

        public DataSet Training { get; } = new(Matrix<double>.Build.Dense(10, 1, (n, _) => n), Matrix<double>.Build.Dense(10, 1, (n, _) => -n));

        public DataSet? HeldOut => null;

        public Matrix<double> Target(Matrix<double> inputs) => -inputs;
    }
}
