namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Data sets that numpy and pandas wrote, studied here; weights, samples and metrics from here, read by numpy and pandas.</summary>
public sealed class InterchangeTests : IDisposable
{
    // The same inputs in single and double precision, in C and Fortran order, and as tables with and without a header.
    private const string Make =
        """
        import numpy as np, pandas as pd
        rng = np.random.default_rng(1)
        x = rng.standard_normal((200, 5))
        y = np.abs(x[:, 0]) + 0.3 * x[:, 1] * x[:, 2]
        np.save("y.npy", y)
        np.save("c8.npy", x)
        np.save("f8.npy", np.asfortranarray(x))
        np.save("c4.npy", x.astype(np.float32))
        np.save("f4.npy", np.asfortranarray(x.astype(np.float32)))
        pd.DataFrame(x).to_csv("bare.csv", header=False, index=False)
        pd.DataFrame(x, columns=list("abcde")).to_csv("named.csv", index=False)
        """;

    private const string Configuration =
        """
        {
          "Experiments": {
            "made-elsewhere": {
              "Sweep": { "Teacher:Inputs": ["c8.npy", "f8.npy", "c4.npy", "f4.npy", "bare.csv", "named.csv"] },
              "Samples": 150,
              "Teacher": { "Name": "data", "Inputs": "c8.npy", "Labels": "y.npy", "HeldOut": 50, "Shuffle": false },
              "Learners": { "ntk": { "Model": { "Name": "ntk" }, "Optimizer": { "Name": "kernel-ridge", "Ridge": 1 } } },
              "Evaluators": { "training-loss": {}, "population-loss": {} }
            }
          }
        }
        """;

    // Kernel ridge regression with the tangent kernel by its closed form, and angles that are exact where they are small. The program takes
    // them from cosines: one that is off by 4 roundings from 1 is an angle of 3e-8, which moves a diagonal entry by 5e-9 of itself, and so
    // the ridge, which is the mean entry, by 3 times that at the largest of these norms. The loss is of second order in the ridge: 3e-8.
    private const string CheckRun =
        """
        import json, sys, numpy as np, pandas as pd
        folder = sys.argv[1]
        run = json.load(open(folder + "/run.json"))
        name = run["configuration"]["Teacher"]["Inputs"]
        read = {"npy": np.load, "bare.csv": lambda f: pd.read_csv(f, header=None, float_precision="round_trip").to_numpy(),
                "named.csv": lambda f: pd.read_csv(f, float_precision="round_trip").to_numpy()}
        x = read["npy" if name.endswith("npy") else name](name).astype(float)
        y = np.load("y.npy")

        def kernel(a, b):
            one, other = np.linalg.norm(a, axis=1)[:, None], np.linalg.norm(b, axis=1)[:, None]
            u, v = (a / one)[:, None], (b / other)[None]
            angle = 2 * np.arctan2(np.linalg.norm(u - v, axis=2), np.linalg.norm(u + v, axis=2))
            return one @ other.T * (np.sin(angle) + 2 * (np.pi - angle) * np.cos(angle)) / (2 * np.pi)

        k = kernel(x[:150], x[:150])
        ridge = np.trace(k) / 150
        alpha = np.linalg.solve(k + ridge * np.eye(150), y[:150])
        errors = (kernel(x[150:], x[:150]) @ alpha - y[150:]) ** 2
        expected = {
            ("training-loss", "loss"): np.mean((ridge * alpha) ** 2),
            ("population-loss", "loss"): np.mean(errors),
            ("population-loss", "loss-standard-error"): np.std(errors, ddof=1) / np.sqrt(50),
        }
        table = pd.read_csv(folder + "/metrics.csv", float_precision="round_trip")
        last = table[table.step == table.step.max()].set_index(["evaluator", "metric"]).value
        for key, value in expected.items():
            assert abs(last[key] / value - 1) < 1e-7, (name, key, last[key], value)
        """;

    private const string CheckExport =
        """
        import json, sys, numpy as np, pandas as pd
        folder = sys.argv[1]
        same = lambda a, b: a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == np.ascontiguousarray(b).tobytes()
        arrays = np.load("arrays.npz")
        assert sorted(arrays.files) == ["inputs", "labels", "ntk/centres", "ntk/coefficients"], arrays.files
        assert same(arrays["inputs"], np.load("c8.npy")[:150])
        assert same(arrays["labels"], np.load("y.npy")[:150, None])
        assert same(arrays["ntk/coefficients"], np.load(folder + "/weights/ntk/coefficients.npy"))
        for name in arrays.files:
            table = pd.read_csv("tables/" + name + ".csv", header=None, float_precision="round_trip").to_numpy()
            assert same(arrays[name], table), name
        metrics = pd.DataFrame(json.load(open("metrics.json")))
        table = pd.read_csv(folder + "/metrics.csv", float_precision="round_trip")
        assert list(metrics.columns) == list(table.columns) and len(table) > 4
        assert same(table.value.to_numpy(), metrics.value.to_numpy()) and same(table.step.to_numpy(), metrics.step.to_numpy())
        """;

    private readonly TheProgram _program = new();

    public void Dispose() => _program.Dispose();

    [PythonFact]
    public void NumpyAndPandasGiveDataSetsAndTakeWhatIsFound()
    {
        Done(_program.Python(Make));
        Done(_program.RunHere("run", "made-elsewhere", "--config", _program.Write("made.json", Configuration)));
        var runs = _program.Runs("made-elsewhere").Where(folder => File.Exists(Path.Combine(folder, "run.json"))).ToArray();
        Assert.Equal(6, runs.Length);
        Assert.All(runs, run => Done(_program.Python(CheckRun, run)));

        var first = runs.Single(run => File.ReadAllText(Path.Combine(run, "run.json")).Contains("\"Inputs\": \"c8.npy\"", StringComparison.Ordinal));
        var id = Path.GetFileName(first);
        Done(_program.RunHere("runs", "arrays", id, "--file", "arrays.npz"));
        Done(_program.RunHere("runs", "arrays", id, "--csv", "--file", "tables"));
        Done(_program.RunHere("runs", "metrics", id, "--json", "--file", "metrics.json"));
        Assert.Equal(File.ReadAllText(Path.Combine(first, "metrics.csv")), _program.RunHere("runs", "metrics", id).Output);
        Done(_program.Python(CheckExport, first));
    }

    // The same configuration, and yet another experiment: its runs must not be found but made.
    [Fact]
    public void AChangedFileIsAnotherExperimentAndAMissingOneAnError()
    {
        var configuration = _program.Write(
            "table.json",
            """
            {
              "Experiments": {
                "table": {
                  "Samples": 3,
                  "Teacher": { "Name": "data", "Inputs": "table.csv", "LabelColumns": ["y"] },
                  "Learners": { "ntk": { "Model": { "Name": "ntk" }, "Optimizer": { "Name": "kernel-ridge" } } },
                  "Evaluators": { "training-loss": {} }
                }
              }
            }
            """);
        string Run(string table)
        {
            _program.Write("table.csv", table);
            return Done(_program.RunHere("run", "table", "--config", configuration)).Output;
        }

        Run("a,b,y\n1,2,3\n-4,5,6\n7,8,-9\n");
        Run("a,b,y\n1,2,3\n-4,5,6\n7,8,-9\n");
        Assert.Single(_program.Runs("table"));
        Run("a,b,y\n1,2,3\n-4,5,6\n7,8,9\n");
        var runs = _program.Runs("table");
        Assert.Equal(2, runs.Length);

        var stale = runs.Select(run => _program.RunHere("runs", "arrays", Path.GetFileName(run))).Single(result => result.ExitCode != 0);
        Assert.Equal(2, stale.ExitCode);
        Assert.Contains("Experiments:table:Files:table.csv: is \"", stale.Error, StringComparison.Ordinal);

        File.Delete(Path.Combine(_program.Scratch, "table.csv"));
        var missing = _program.RunHere("run", "table", "--config", configuration);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("Experiments:table:Teacher:Inputs: there is no file 'table.csv'", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", missing.Error, StringComparison.Ordinal);
    }

    private static ProcessResult Done(ProcessResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        return result;
    }
}
