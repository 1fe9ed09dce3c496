using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Engine.Storage;

/// <summary>A metric with the learner, step and training time it belongs to.</summary>
internal sealed record Measurement(string Learner, long Step, double Seconds, string Evaluator, Metric Metric);
