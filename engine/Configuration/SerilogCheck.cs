using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace BeyondNtk.Engine.Configuration;

/// <summary>
/// Looks at the section Serilog before anything runs. Serilog itself takes no notice of keys, sinks and arguments that it does not know, and so
/// logs nowhere without a word.
/// </summary>
internal sealed class SerilogCheck
{
    private const string Sinks = "WriteTo";
    private const string Nested = "configureLogger";
    private const string Off = "Off";

    private static readonly string[] Keys = ["Using", "MinimumLevel", "LevelSwitches", "FilterSwitches", Sinks, "AuditTo", "Enrich", "Filter", "Destructure", "Properties"];
    private static readonly string[] LevelKeys = ["Default", "Override", "ControlledBy"];

    private static readonly (string Key, Type Target)[] Calls =
    [
        (Sinks, typeof(LoggerSinkConfiguration)), ("AuditTo", typeof(LoggerAuditSinkConfiguration)), ("Enrich", typeof(LoggerEnrichmentConfiguration)),
        ("Filter", typeof(LoggerFilterConfiguration)), ("Destructure", typeof(LoggerDestructuringConfiguration)),
    ];

    /// <summary>The assemblies in which sinks are found where the section names none.</summary>
    public static IReadOnlyList<Assembly> OwnSinks { get; } = [typeof(FileLoggerConfigurationExtensions).Assembly, typeof(ConsoleLoggerConfigurationExtensions).Assembly];

    // Null if one is missing: then nobody knows what there is.
    private readonly IReadOnlyList<Assembly>? _assemblies;

    private SerilogCheck(IReadOnlyList<Assembly>? assemblies) => _assemblies = assemblies;

    /// <param name="section">The section.</param>
    public static void Check(Setting section)
    {
        RequireGroup(section);
        if (section.Node is not JsonObject)
        {
            return;
        }

        // Those in which Serilog looks in every case come first.
        var before = section.Problems.Count;
        List<Assembly> assemblies = [typeof(ILogger).Assembly, typeof(ConfigurationReaderOptions).Assembly, .. OwnSinks];
        if (section["Using"].Node is JsonValue)
        {
            section["Using"].Refuse($"is {JsonText.Of(section["Using"].Node)}; allowed: a list of names of assemblies");
        }

        foreach (var (_, name) in section["Using"].Entries())
        {
            try
            {
                assemblies.Add(Assembly.Load(new AssemblyName(name.Node?.ToString() ?? "")));
            }
            catch (Exception exception) when (exception is IOException or ArgumentException or BadImageFormatException)
            {
                name.Refuse($"there is no assembly {JsonText.Of(name.Node)} beside the program; allowed: {string.Join(", ", OwnSinks.Select(assembly => assembly.GetName().Name))}, and what lies there");
            }
        }

        new SerilogCheck(section.Problems.Count == before ? assemblies : null).CheckLogger(section);
    }

    private void CheckLogger(Setting logger)
    {
        RequireGroup(logger["LevelSwitches"]);
        RequireGroup(logger["Properties"]);
        RefuseUnknown(logger, Keys);
        string[] switches = [.. logger["LevelSwitches"].Entries().Select(entry => entry.Key), .. logger["LevelSwitches"].Entries().Select(entry => "$" + entry.Key)];
        var level = logger["MinimumLevel"];
        if (level.Node is JsonObject)
        {
            RefuseUnknown(level, LevelKeys);
            RequireGroup(level["Override"]);
            CheckLevel(level["Default"], []);
            foreach (var (_, given) in level["Override"].Entries())
            {
                CheckLevel(given, switches);
            }
        }
        else
        {
            CheckLevel(level, []);
        }

        foreach (var (_, given) in logger["LevelSwitches"].Entries())
        {
            CheckLevel(given, []);
        }

        foreach (var (key, target) in _assemblies is null ? [] : Calls)
        {
            CheckCalls(logger[key], target);
        }
    }

    private static void CheckLevel(Setting level, string[] switches)
    {
        if (level.Node is { } node && !(node.GetValueKind() == JsonValueKind.String && IsLevel(node.ToString(), switches)))
        {
            // Microsoft.Extensions.Logging has other words for two of them.
            var meant = node.ToString().ToLowerInvariant() switch { "trace" => nameof(LogEventLevel.Verbose), "critical" => nameof(LogEventLevel.Fatal), _ => node.ToString() };
            level.Refuse($"is {JsonText.Of(node)}; {NearestName.Hint(meant, [.. Enum.GetNames<LogEventLevel>(), .. switches])}");
        }
    }

    private static bool IsLevel(string text, string[] switches)
        => Enum.GetNames<LogEventLevel>().Append(Off).Contains(text, StringComparer.OrdinalIgnoreCase) || switches.Contains(text, StringComparer.Ordinal);

    // A name, a list of names and calls, or calls by any key.
    private void CheckCalls(Setting calls, Type target)
    {
        if (calls.Node is JsonValue)
        {
            CheckCall(calls, calls.Node.ToString(), target);
        }

        foreach (var (_, call) in calls.Entries())
        {
            CheckCall(call, (call.Node is JsonObject group ? group["Name"] : call.Node)?.ToString() ?? "", target);
        }
    }

    private void CheckCall(Setting call, string name, Type target)
    {
        var methods = _assemblies!.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetParameters().FirstOrDefault()?.ParameterType == target).ToArray();
        var named = methods.Where(method => method.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(method => method.GetParameters()[1..]).ToArray();
        if (named.Length == 0)
        {
            var hint = NearestName.Hint(name, [.. methods.Select(method => method.Name).Distinct().Order(StringComparer.Ordinal)]);
            call.Refuse($"{(name.Length == 0 ? "has no Name" : $"there is no '{name}'")}; {hint}; another assembly is named under Using");
            return;
        }

        var (arguments, before) = (call["Args"], call.Problems.Count);
        RequireGroup(arguments);
        if (call.Node is JsonObject)
        {
            RefuseUnknown(call, ["Name", "Args"]);
            RefuseUnknown(arguments, [.. named.SelectMany(parameters => parameters).Select(parameter => parameter.Name!).Distinct()]);
        }

        // A misspelt argument is not also a missing one.
        if (call.Problems.Count == before)
        {
            CheckArguments(call, name, named, arguments);
        }

        if (arguments[Nested] is { Node: JsonObject } nested)
        {
            CheckLogger(nested);
        }
    }

    private static void CheckArguments(Setting call, string name, ParameterInfo[][] named, Setting arguments)
    {
        string[] given = [.. arguments.Entries().Select(entry => entry.Key)];
        var lacking = named.Select(parameters => parameters.Where(parameter => !parameter.HasDefaultValue && !given.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)).ToArray()).MinBy(parameters => parameters.Length)!;
        if (lacking.Length > 0)
        {
            call.Refuse($"'{name}' lacks arguments; it needs {string.Join(" and ", lacking.Select(parameter => parameter.Name))} among its Args");
        }

        foreach (var (key, value) in arguments.Entries())
        {
            if (named.SelectMany(parameters => parameters).FirstOrDefault(parameter => parameter.Name!.Equals(key, StringComparison.OrdinalIgnoreCase))?.ParameterType is { IsEnum: true } words
                && value.Node is { } node && !Enum.TryParse(words, node.ToString(), ignoreCase: true, out _))
            {
                value.Refuse($"is {JsonText.Of(node)}; {NearestName.Hint(node.ToString(), Enum.GetNames(words))}");
            }
        }
    }

    private static void RequireGroup(Setting setting)
    {
        if (setting.Node is not (null or JsonObject))
        {
            setting.Refuse($"is {JsonText.Of(setting.Node)}; allowed: a group, {{ ... }}");
        }
    }

    private static void RefuseUnknown(Setting group, IReadOnlyList<string> known)
    {
        foreach (var (key, entry) in group.Entries().Where(entry => !known.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)))
        {
            entry.Refuse($"unknown setting of Serilog; {NearestName.Hint(key, known)}");
        }
    }
}
