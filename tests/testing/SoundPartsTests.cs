using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Tests;

/// <summary>What the wrong parts are made from is sound: it is what they spoil that fails.</summary>
public sealed class SoundPartsTests
{
    [Fact]
    public void SoundTeachersPass()
    {
        Conformance.Teacher(new Trial { Teacher = Part.Of<SoundTeacher>() });
        Conformance.Teacher(new Trial { Teacher = Part.Of<SoundDataSet>() });
    }

    [Fact]
    public void SoundModelsPass()
    {
        Conformance.Model(new Trial { Model = Part.Of<SoundModel>() });
        Conformance.Model(new Trial { Model = Part.Of<SoundGradient>() });
        Conformance.Model(new Trial { Model = Part.Of<SoundFeatures>() });
        Conformance.Model(new Trial { Model = Part.Of<SoundKernel>() });
    }

    [Fact]
    public void SoundOptimizersPass()
    {
        Conformance.Optimizer(new Trial { Optimizer = Part.Of<SoundOptimizer>() });
        Conformance.Optimizer(new Trial { Optimizer = Part.Of<SoundSigns>() });
    }

    [Fact]
    public void ASoundEvaluatorPasses() => Conformance.Evaluator(new Trial { Evaluator = Part.Of<SoundEvaluator>() });
}
