using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.LossesAndPenalties;

/// <summary>Registers losses and penalties.</summary>
public sealed class LossesAndPenaltiesPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddLoss<SquaredLoss, SquaredLossOptions>("squared")
        .AddLoss<LogisticLoss, NoOptions>("logistic")
        .AddPenalty<SquaredNorm, SquaredNormOptions>("squared-norm")
        .AddPenalty<PathNorm, NoOptions>("path-norm")
        .AddPenalty<GroupNorm, GroupNormOptions>("group-norm");
}
