namespace BeyondNtk.Testing.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Root
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at.FullName, "Framework.sln")))
            {
                at = at.Parent!;
            }

            return at.FullName;
        }
    }
}
