using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Binds text to an options class, at the path "Part".</summary>
internal static class Binding
{
    public static T Bind<T>(string json)
    {
        var problems = new Problems();
        var options = OptionsBinder.Bind<T>(new Setting(ConfigurationTree.Parse(json, "test"), "Part", problems));
        problems.ThrowIfAny(_ => "test");
        return options;
    }

    public static IReadOnlyList<string> ProblemsOf<T>(string json) => Assert.Throws<ConfigurationException>(() => Bind<T>(json)).Messages;

    /// <summary>The only problem there is.</summary>
    public static string ProblemOf<T>(string json) => Assert.Single(ProblemsOf<T>(json));
}
