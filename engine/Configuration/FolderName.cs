namespace BeyondNtk.Engine.Configuration;

/// <summary>Names in a configuration that name folders of a run too.</summary>
internal static class FolderName
{
    public static void Check(string name, Setting place)
    {
        if (name.Length == 0 || name.StartsWith('.') || name.Any(letter => letter is '/' or '\\' or ':' || char.IsControl(letter)))
        {
            place.Refuse($"'{name}' names a folder too; allowed: any text without '/', '\\' and ':' that does not begin with '.'");
        }
    }
}
