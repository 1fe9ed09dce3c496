namespace BeyondNtk.Engine.Configuration;

/// <summary>Remembers what was bound, for a configuration that is bound again and again with few changes.</summary>
internal interface IBindingCache
{
    /// <summary>What was bound at a place, or is bound now.</summary>
    object? Get(string path, Func<object?> bind);

    /// <summary>Whether what is at a place has not been validated; from now on it has.</summary>
    bool IsNew(string path);
}
