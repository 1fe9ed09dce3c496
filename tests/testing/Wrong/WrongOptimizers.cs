using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound optimizer with momentum, that each of the others spoils in one way.</summary>
internal class SoundOptimizer(ITrainable model, Objective objective) : IOptimizer, IResumable
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = new double[model.Parameters.Length];

    public virtual long Steps => 20;

    protected double[] Velocity { get; set; } = new double[model.Parameters.Length];

    public virtual StepResult Step()
    {
        var loss = _oracle.Gradient(model.Parameters, _gradient);
        for (var k = 0; k < _gradient.Length; k++)
        {
            Velocity[k] = (Velocity[k] / 2) + _gradient[k];
            model.Parameters[k] -= Rate * Velocity[k];
        }

        return new StepResult(loss);
    }

    public virtual IReadOnlyList<Metric> Report() => [];

    public virtual void Save(BinaryWriter state) => state.WriteArray<double>(Velocity);

    public virtual void Restore(BinaryReader state) => state.ReadArray<double>(Velocity);

    protected virtual double Rate => 0.1;
}

internal sealed class OptimizerOfTheClock(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    private static int _created;
    private readonly int _number = _created++;

    protected override double Rate => 0.1 / (1 + _number);
}

internal sealed class OptimizerOfItsThreads(ITrainable model, Objective objective, ThreadBudget threads) : SoundOptimizer(model, objective)
{
    protected override double Rate => 0.1 + (1e-16 * threads.Count);
}

internal sealed class OptimizerOfAll : SoundOptimizer
{
    private static double[] _shared = [];

    public OptimizerOfAll(ITrainable model, Objective objective)
        : base(model, objective) => _shared = Velocity;

    public override StepResult Step()
    {
        Velocity = _shared;
        return base.Step();
    }
}

internal sealed class OptimizerWithoutSteps(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override long Steps => 0;
}

internal sealed class OptimizerWithoutLoss(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override StepResult Step() => base.Step() with { Loss = double.NaN };
}

internal sealed class OptimizerThatReportsTwice(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override IReadOnlyList<Metric> Report() => [new("steps", 1), new("steps", 2)];
}

internal sealed class OptimizerWithoutWords(ITrainable model, Objective objective) : SoundOptimizer(model, (SampleObjective)objective);

internal sealed class OptimizerThatForgets(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override void Save(BinaryWriter state)
    {
    }

    public override void Restore(BinaryReader state)
    {
    }
}

internal sealed class OptimizerThatReadsHalf(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override void Restore(BinaryReader state) => state.ReadInt32();
}

internal sealed class OptimizerThatReadsTooMuch(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override void Restore(BinaryReader state)
    {
        base.Restore(state);
        state.ReadInt32();
    }
}

internal sealed class OptimizerThatRefusesItsOwn(ITrainable model, Objective objective) : SoundOptimizer(model, objective)
{
    public override void Restore(BinaryReader state) => throw new InvalidDataException("it is of another version");
}

/// <summary>Steps of one length along the signs of its velocity. At a gentle start they never change, so nothing that it remembers matters.</summary>
internal class SoundSigns(ITrainable model, Objective objective) : IOptimizer, IResumable
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = new double[model.Parameters.Length];

    public long Steps => 20;

    protected virtual double[] Velocity { get; } = new double[model.Parameters.Length];

    public StepResult Step()
    {
        var loss = _oracle.Gradient(model.Parameters, _gradient);
        for (var k = 0; k < _gradient.Length; k++)
        {
            Velocity[k] = (0.9 * Velocity[k]) + (0.1 * _gradient[k]);
            model.Parameters[k] -= 1e-3 * Math.Sign(Velocity[k]);
        }

        return new StepResult(loss);
    }

    public virtual void Save(BinaryWriter state) => state.WriteArray<double>(Velocity);

    public virtual void Restore(BinaryReader state) => state.ReadArray<double>(Velocity);
}

internal sealed class SignsThatForget(ITrainable model, Objective objective) : SoundSigns(model, objective)
{
    public override void Save(BinaryWriter state)
    {
    }

    public override void Restore(BinaryReader state)
    {
    }
}

internal sealed class SignsOfAll : SoundSigns
{
    private static double[] _shared = [];

    public SignsOfAll(ITrainable model, Objective objective)
        : base(model, objective) => _shared = new double[model.Parameters.Length];

    protected override double[] Velocity => _shared;
}
