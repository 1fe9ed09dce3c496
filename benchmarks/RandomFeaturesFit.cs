using BeyondNtk.Abstractions.Learning;
using BeyondNtk.RandomFeaturesBaseline;
using BeyondNtk.RidgeRegression;
using BeyondNtk.TeacherAbs;

namespace BeyondNtk.Benchmarks;

/// <summary>Ridge least squares in random features: features, Gram matrix and solve.</summary>
internal static class RandomFeaturesFit
{
    public const string Name = "random-features";
    private const int Dimension = 30;
    private const double Ridge = 0.1;

    public static void Run(Session session)
    {
        var (features, count) = session.Effort.IsQuick ? (200, 600) : (4000, 10_000);
        var folder = session.Folder(Name);
        var teacher = new AbsTeacher(new AbsTeacherOptions { Dimension = Dimension }, new RandomStream(1).Child("teacher"), new ThreadBudget(1));
        var sample = DataSet.Draw(teacher, count, new RandomStream(1).Child("sample"));
        NpyFile.Save(Path.Combine(folder, "inputs.npy"), sample.Inputs);
        NpyFile.Save(Path.Combine(folder, "labels.npy"), sample.Labels);
        NpyFile.Save(Path.Combine(folder, "features.npy"), NewModel(features, new ThreadBudget(1)).Neurons.Weights);

        // Every eigenvalue is between the ridge and the trace, so the condition number is at most features / ridge. A backward stable solve loses
        // that times the roundoff; a hundred times more is for the sums in the Gram matrix.
        var tolerance = 100 * features / Ridge * Math.ScaleB(1, -53);
        new FitComparison(Name, $"d={Dimension} M={features:N0} N={count:N0}", folder, tolerance, 8.0 * count * features, "8 N M").Run(
            session,
            new FitPeer("NumPy and SciPy", Library.SciPy, "random_features.py", [$"{Ridge}"], "peer"));
    }

    /// <summary>Reads the sample and returns the fit, which returns what saves its weights.</summary>
    public static Func<Action> Prepare(string folder, string result)
    {
        var sample = new DataSet(NpyFile.Load(Path.Combine(folder, "inputs.npy"), Dimension), NpyFile.Load(Path.Combine(folder, "labels.npy"), 1));
        var features = NpyFile.Load(Path.Combine(folder, "features.npy"), Dimension).RowCount;
        var threads = new ThreadBudget(Environment.ProcessorCount);
        var model = NewModel(features, threads);
        return () =>
        {
            new FeatureRidge(new FeatureRidgeOptions { Ridge = Ridge, RidgeScale = RidgeScale.Relative }, model, sample, threads).Step();
            return () => NpyFile.Save(Path.Combine(folder, result + ".npy"), model.Neurons.Outputs);
        };
    }

    // The same stream, hence the same features, in every process.
    private static RandomFeatures NewModel(int features, ThreadBudget threads)
        => new(new RandomFeaturesOptions { Features = features }, new StandardGaussian(Dimension), new RandomStream(1).Child("model"), threads);
}
