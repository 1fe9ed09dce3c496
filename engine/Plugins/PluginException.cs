namespace BeyondNtk.Engine.Plugins;

/// <summary>Why a plugin cannot be used, in words for the person who installed it.</summary>
internal sealed class PluginException(string message, Exception? cause = null) : Exception(message, cause);
