using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the model of a trial, if it is an <see cref="IFeatureModel"/>.</summary>
public static class FeatureChecks
{
    /// <summary>The features of N inputs are N x M.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void FeaturesHaveTheirShape(Trial trial)
    {
        using var composition = trial.Compose();
        var model = (IFeatureModel)composition.Model;
        trial.RequireShape(trial.Model, "features", model.Evaluate(composition.Inputs), composition.Inputs.RowCount, model.Features);
    }

    /// <summary>The predictions are the features times the weights.</summary>
    /// <exception cref="ConformanceException">They are not.</exception>
    public static void PredictionIsLinearInTheFeatures(Trial trial)
    {
        using var composition = trial.Compose();
        var model = (IFeatureModel)composition.Model;
        var weights = Fitting.Coefficients(trial, model.Features, composition);
        var expected = model.Evaluate(composition.Inputs) * weights;
        model.SetWeights(weights);
        trial.RequireClose(trial.Model, "predictions are the features times the weights", expected, model.Predict(composition.Inputs));
    }
}
