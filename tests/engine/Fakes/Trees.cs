using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Configuration trees from text.</summary>
internal static class Trees
{
    public const string FileName = "experiments.json";

    public static ConfigurationTree Parse(string json)
    {
        using var folder = new TempFolder();
        return new ConfigurationFile(folder.Write(FileName, json)).Load();
    }
}
