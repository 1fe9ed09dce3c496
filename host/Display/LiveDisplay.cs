using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>A live display for a terminal: a progress bar for each learner with its steps, speed, time left and loss.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : IRunDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, ProgressTask> _tasks = [];
    private long _begun;
    private string _learner = "";
    private long _first;
    private long _steps;
    private TimeSpan _next;

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work)
    {
        var bars = console.Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        bars.Start(context =>
        {
            foreach (var learner in learners)
            {
                _tasks[learner] = context.AddTask(Markup.Escape(learner), autoStart: false);
            }

            work();
        });
    }

    public void Started(string learner, long step, long steps)
    {
        (_learner, _first, _steps) = (learner, step, steps);
        _next = TimeSpan.Zero;
        _begun = time.GetTimestamp();
        _tasks[learner].MaxValue = steps;
        _tasks[learner].StartTask();
    }

    public void Stepped(long step, double loss)
    {
        var elapsed = time.GetElapsedTime(_begun);
        if (elapsed >= _next)
        {
            _next = elapsed + Interval;
            var rate = (step - _first) / elapsed.TotalSeconds;
            Describe($"step {step:N0} of {_steps:N0}, {rate:N0}/s, loss {loss:0.000e+0}");
            _tasks[_learner].Value = step;
        }
    }

    public void Ended(LearnerRecord learner)
    {
        var colour = learner.Status switch { RunStatus.Done => "green", RunStatus.Halted => "yellow", _ => "red" };
        _tasks[_learner].Description = $"{Markup.Escape(_learner)} [{colour}]{learner.Status.ToString().ToLowerInvariant()}[/] after {learner.Steps:N0} steps";
        if (learner.Status == RunStatus.Done)
        {
            // A solver may end before the steps that it was allowed.
            _tasks[_learner].Value = _tasks[_learner].MaxValue;
        }

        _tasks[_learner].StopTask();
    }

    private void Describe(string state) => _tasks[_learner].Description = $"{Markup.Escape(_learner)} [grey]{Markup.Escape(state)}[/]";
}
