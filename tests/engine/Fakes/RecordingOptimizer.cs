using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Tests;

/// <summary>A service of a plugin's own.</summary>
internal sealed class Greeting(string text) : IDisposable
{
    public string Text { get; } = text;

    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}

/// <summary>Asks for everything that an optimizer may ask for, and remembers it.</summary>
internal sealed class RecordingOptimizer(
    StepsOptions options,
    RandomStream stream,
    ITeacher teacher,
    InputLaw inputs,
    DataSet sample,
    ThreadBudget threads,
    Objective objective,
    PlainModel model,
    ILogger<RecordingOptimizer> log,
    Greeting greeting,
    int rounds = 3,
    string? note = null) : IOptimizer
{
    public StepsOptions Options { get; } = options;

    public double Draw { get; } = stream.NextGaussian();

    public ITeacher Teacher { get; } = teacher;

    public InputLaw Inputs { get; } = inputs;

    public DataSet Sample { get; } = sample;

    public ThreadBudget Threads { get; } = threads;

    public Objective Objective { get; } = objective;

    public PlainModel Model { get; } = model;

    public ILogger<RecordingOptimizer> Log { get; } = log;

    public Greeting Greeting { get; } = greeting;

    public (int Rounds, string? Note) Defaults { get; } = (rounds, note);

    public long Steps => 1;

    public StepResult Step() => new(0);
}
