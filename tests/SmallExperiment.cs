namespace BeyondNtk.Tests;

/// <summary>A composition of every shipped plugin that runs in a second.</summary>
internal static class SmallExperiment
{
    public const string Configuration =
        """
        {
          "Run": ["small"],
          "Experiments": {
            "small": {
              "Seed": 3,
              "Samples": 1500,
              "Teacher": { "Name": "abs", "Dimension": 8 },
              "Learners": {
                "student": {
                  "Model": { "Name": "relu-student", "Width": 48 },
                  "Optimizer": {
                    "Name": "truncated-gradient-descent",
                    "Stages": [
                      { "Lambda": 0.3, "StepSize": 0.5, "Steps": 500 },
                      { "Lambda": 0.01, "StepSize": 0.5, "Steps": 1500 },
                    ],
                  },
                  "Evaluators": {
                    "population-loss": { "PerDecade": 10 },
                    "tensor-terms": { "Every": 500 },
                    "neuron-alignment": { "Every": 500 },
                  },
                },
                "population": {
                  "Model": { "Name": "relu-student", "Width": 16, "Activation": "abs" },
                  "Objective": { "Name": "population" },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.2, "Steps": 300 },
                },
                "fresh": {
                  "Model": { "Name": "relu-student", "Width": 16, "Precision": "double" },
                  "Objective": { "Name": "fresh", "Samples": 64 },
                  "Optimizer": { "Name": "sgd", "StepSize": 0.05, "Steps": 100 },
                },
                "mini-batch": {
                  "Model": { "Name": "relu-student", "Width": 16 },
                  "Optimizer": { "Name": "sgd", "StepSize": 0.05, "Steps": 100, "BatchSize": 50, "Momentum": 0.5 },
                },
                "infinite-width": {
                  "Model": { "Name": "symmetric-particles", "Particles": 20 },
                  "Objective": { "Name": "population" },
                  "Optimizer": { "Name": "gradient-descent", "StepSize": 0.2, "Steps": 100 },
                  "Evaluators": { "orbit-terms": {} },
                },
                "ntk": { "Model": { "Name": "ntk" }, "Optimizer": { "Name": "kernel-ridge", "Ridge": 1e-3, "Solver": "iterative" } },
                "ntk-direct": { "Model": { "Name": "ntk" }, "Optimizer": { "Name": "kernel-ridge", "Ridge": 1e-3, "Solver": "direct" } },
                "random-features": { "Model": { "Name": "random-features", "Features": 200 }, "Optimizer": { "Name": "feature-ridge" } },
              },
              "Evaluators": { "population-loss": { "Samples": 2000 }, "training-loss": {} },
            },
          },
        }
        """;
}
