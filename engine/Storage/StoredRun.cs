namespace BeyondNtk.Engine.Storage;

/// <summary>A run in an output folder.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Record">What is known of it.</param>
internal sealed record StoredRun(string Folder, RunRecord Record)
{
    /// <summary>EXPERIMENT/ID.</summary>
    public string FullName => Record.FullName;
}
