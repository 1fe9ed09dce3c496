using BeyondNtk.Engine.Configuration;
using BeyondNtk.Numerics.Native;

namespace BeyondNtk.Engine.Running;

/// <summary>Loads the native linear algebra that the environment asks for, if any: that it is not there must not surface hours later.</summary>
internal static class LinearAlgebraCheck
{
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static void Verify()
    {
        try
        {
            _ = LinearAlgebraLibrary.Description;
        }
        catch (DllNotFoundException exception)
        {
            throw new ConfigurationException(exception.Message, exception);
        }
    }
}
