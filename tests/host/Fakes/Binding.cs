using BeyondNtk.Host.Composition;

namespace BeyondNtk.Host.Tests;

/// <summary>Binds text to an options class, at the path "Part".</summary>
internal static class Binding
{
    public static T Of<T>(string json)
    {
        var problems = new Problems();
        var options = (T)new OptionsBinder(problems).BindGroup(ConfigurationTree.Parse(json, "test"), typeof(T), "Part");
        problems.ThrowIfAny(_ => "test");
        return options;
    }

    public static IReadOnlyList<string> ProblemsOf<T>(string json) => Assert.Throws<ConfigurationException>(() => Of<T>(json)).Messages;

    /// <summary>The only problem there is.</summary>
    public static string ProblemOf<T>(string json) => Assert.Single(ProblemsOf<T>(json));
}
