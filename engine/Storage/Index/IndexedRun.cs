namespace BeyondNtk.Engine.Storage.Index;

/// <summary>A run as the index knows it.</summary>
/// <param name="Folder">Its folder, relative to the output folder.</param>
/// <param name="Experiment">Its experiment.</param>
/// <param name="Id">Its id.</param>
/// <param name="Identity">What determines its results, hashed.</param>
internal sealed record IndexedRun(string Folder, string Experiment, string Id, string Identity)
{
    /// <summary>EXPERIMENT/ID.</summary>
    public string FullName => $"{Experiment}/{Id}";

    /// <summary>What it may be called.</summary>
    public IReadOnlyList<string> Names => [Id, FullName, Identity];
}
