using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Testing.Fakes;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Tests;

/// <summary>The fakes keep the contract too.</summary>
public sealed class FakesTests
{
    [Fact]
    public void TheLinearTeacherKeepsTheContract()
        => Conformance.Teacher(new Trial { Teacher = Part.Of<LinearTeacher, LinearTeacherOptions>(new() { Noise = 0.1 }) });

    [Fact]
    public void TheTwoLayerTeacherKeepsTheContract() => Conformance.Teacher(new Trial { Teacher = Part.Of<TwoLayerTeacher, TwoLayerTeacherOptions>() });

    [Fact]
    public void TheLinearModelKeepsTheContract() => Conformance.Model(new Trial { Model = Part.Of<LinearModel>() });

    [Theory]
    [InlineData(ObjectiveKind.Empirical)]
    [InlineData(ObjectiveKind.Fresh)]
    public void TheGradientStepperKeepsTheContract(ObjectiveKind objective) => Conformance.Optimizer(new Trial { Objective = objective, Optimizer = Part.Of<GradientStepper, GradientStepperOptions>() });
}
