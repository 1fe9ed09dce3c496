using BeyondNtk.Abstractions.Learning;
using BeyondNtk.NtkBaseline;
using BeyondNtk.RidgeRegression;
using BeyondNtk.TeacherAbs;

namespace BeyondNtk.Benchmarks;

/// <summary>Kernel ridge regression with the neural tangent kernel: kernel matrix, solve and the prediction of fresh points.</summary>
internal static class NtkRidge
{
    public const string Name = "ntk-ridge";
    private const int Dimension = 30;
    private const double Ridge = 1e-3;

    // An iterative solver ends at a relative residual of 1e-8, and K (K + ridge)^-1 does not enlarge it on its way to predictions of the
    // sample. A hundred times that leaves room for fresh points, whose kernel rows are not among those of the system.
    private const double Tolerance = 1e-6;

    public static void Run(Session session)
    {
        var (count, fresh) = session.Effort.IsQuick ? (600, 200) : (10_000, 4000);
        var folder = session.Folder(Name);
        var teacher = new AbsTeacher(new AbsTeacherOptions { Dimension = Dimension }, new RandomStream(1).Child("teacher"), new ThreadBudget(1));
        var sample = DataSet.Draw(teacher, count, new RandomStream(1).Child("sample"));
        NpyFile.Save(Path.Combine(folder, "inputs.npy"), sample.Inputs);
        NpyFile.Save(Path.Combine(folder, "labels.npy"), sample.Labels);
        NpyFile.Save(Path.Combine(folder, "fresh.npy"), teacher.Inputs.Draw(fresh, new RandomStream(1).Child("fresh")));
        new FitComparison(Name, $"d={Dimension} N={count:N0}", folder, Tolerance, 8.0 * count * count, "8 N²").Run(
            session,
            new FitPeer("SciPy, factorisation and solve alone (part of ours)", Library.SciPy, "ntk_ridge.py", ["scipy", $"{Ridge}"], "scipy"),
            new FitPeer("scikit-learn, kernel by NumPy", Library.ScikitLearn, "ntk_ridge.py", ["sklearn", $"{Ridge}"], "sklearn"));
    }

    /// <summary>Reads the sample and returns the fit, which returns what saves its predictions.</summary>
    public static Func<Action> Prepare(string folder, string result)
    {
        var sample = new DataSet(NpyFile.Load(Path.Combine(folder, "inputs.npy"), Dimension), NpyFile.Load(Path.Combine(folder, "labels.npy"), 1));
        var fresh = NpyFile.Load(Path.Combine(folder, "fresh.npy"), Dimension);
        var threads = new ThreadBudget(Environment.ProcessorCount);
        return () =>
        {
            var model = new NtkModel(new NtkOptions(), threads);
            var optimizer = new KernelRidge(new KernelRidgeOptions { Ridge = Ridge, RidgeScale = RidgeScale.Relative }, model, sample, threads);
            for (var left = optimizer.Steps; left > 0 && !optimizer.Step().Finished; left--)
            {
            }

            var predictions = model.Predict(fresh);
            return () => NpyFile.Save(Path.Combine(folder, result + ".npy"), predictions);
        };
    }
}
