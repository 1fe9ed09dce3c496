using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Configuration.Schemas;

/// <summary>The JSON Schemas of parts: for each kind a choice by Name, and then the options of that part.</summary>
internal static class PartSchemas
{
    /// <summary>The label of evaluators may stand for their Name; these are groups of them by label.</summary>
    public const string Evaluators = "evaluators";

    /// <summary>The definitions by name: one for each kind and one for each part.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Create(PartCatalog catalog)
        => Enum.GetValues<PartKind>().SelectMany(kind => OfKind(kind, [.. catalog.Of(kind).DistinctBy(part => part.Registration.Name)]))
            .Append(new(Evaluators, ByLabel(catalog.Names(PartKind.Evaluator))));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> OfKind(PartKind kind, IReadOnlyList<CatalogPart> parts)
    {
        var word = PartCatalog.Word(kind);
        yield return new(word, new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [PartSettings.NameKey] = new JsonObject { ["description"] = $"The name of the {word}.", ["enum"] = new JsonArray([.. parts.Select(part => JsonValue.Create(part.Registration.Name))]) },
            },
            ["required"] = new JsonArray(PartSettings.NameKey),
            ["allOf"] = new JsonArray([.. parts.Select(part => new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { [PartSettings.NameKey] = new JsonObject { ["const"] = part.Registration.Name } }, ["required"] = new JsonArray(PartSettings.NameKey) },
                ["then"] = ConfigurationSchema.Reference(Key(kind, part.Registration.Name)),
            })]),
        });
        foreach (var part in parts)
        {
            yield return new(Key(kind, part.Registration.Name), Options(part));
        }
    }

    private static JsonObject Options(CatalogPart part)
    {
        var (kind, name) = (part.Registration.Kind, part.Registration.Name);
        var schema = OptionsSchema.Create(part.Registration.Options, ConfigurationSchema.Pointer(Key(kind, name)));
        var properties = schema["properties"]!.AsObject();
        properties.Insert(0, PartSettings.NameKey, new JsonObject { ["const"] = name });
        foreach (var (key, value) in kind == PartKind.Evaluator ? OptionsSchema.Create(typeof(CadenceSettings), "")["properties"]!.AsObject() : [])
        {
            properties[key] = value!.DeepClone();
        }

        if (DocComments.Read(part.Registration.Implementation) is { Length: > 0 } summary)
        {
            schema["description"] = summary;
        }

        return schema;
    }

    // A label that is the name of an evaluator chooses it unless Name says otherwise; any other label needs a Name.
    private static JsonObject ByLabel(IEnumerable<string> names)
    {
        var any = PartCatalog.Word(PartKind.Evaluator);
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject
            {
                ["if"] = new JsonObject { ["required"] = new JsonArray(PartSettings.NameKey) },
                ["then"] = ConfigurationSchema.Reference(any),
                ["else"] = ConfigurationSchema.Reference(Key(PartKind.Evaluator, name)),
            }))),
            ["additionalProperties"] = ConfigurationSchema.Reference(any),
        };
    }

    private static string Key(PartKind kind, string name) => $"{PartCatalog.Word(kind)}:{name}";
}
