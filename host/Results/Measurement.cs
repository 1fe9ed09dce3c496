using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Results;

/// <summary>A metric with the learner, step and training time it belongs to.</summary>
internal sealed record Measurement(string Learner, long Step, double Seconds, string Evaluator, Metric Metric);
