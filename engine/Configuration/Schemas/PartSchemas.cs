using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Configuration.Schemas;

/// <summary>The JSON Schemas of parts: for each kind a choice by Name, and then the options of that part.</summary>
internal static class PartSchemas
{
    /// <summary>The label of evaluators may stand for their Name; these are groups of them by label.</summary>
    public const string Evaluators = "evaluators";

    /// <summary>The same of penalties.</summary>
    public const string Penalties = "penalties";

    /// <summary>The definitions by name: one for each kind and one for each part.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Create(PartCatalog catalog)
        => Enum.GetValues<PartKind>().SelectMany(kind => OfKind(kind, [.. catalog.Of(kind).DistinctBy(part => part.Registration.Name)]))
            .Append(new(Evaluators, ByLabel(PartKind.Evaluator, catalog)))
            .Append(new(Penalties, ByLabel(PartKind.Penalty, catalog)));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> OfKind(PartKind kind, IReadOnlyList<CatalogPart> parts)
    {
        var word = PartCatalog.Word(kind);
        var choice = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [PartSettings.NameKey] = new JsonObject { ["description"] = $"The name of the {word}." } },
            ["required"] = new JsonArray(PartSettings.NameKey),
        };

        // A list of choices that is empty is no schema.
        if (parts.Count > 0)
        {
            choice["properties"]![PartSettings.NameKey]!["enum"] = new JsonArray([.. parts.Select(part => JsonValue.Create(part.Registration.Name))]);
            choice["allOf"] = new JsonArray([.. parts.Select(part => new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { [PartSettings.NameKey] = new JsonObject { ["const"] = part.Registration.Name } }, ["required"] = new JsonArray(PartSettings.NameKey) },
                ["then"] = ConfigurationSchema.Reference(Key(kind, part.Registration.Name)),
            })]);
        }

        yield return new(word, choice);
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
        var own = kind switch
        {
            PartKind.Evaluator or PartKind.Optimizer => typeof(CadenceSettings),
            PartKind.Penalty => typeof(PenaltySettings),
            _ => null,
        };
        foreach (var (key, value) in own is null ? [] : OptionsSchema.Create(own, "")["properties"]!.AsObject())
        {
            properties[key] = value!.DeepClone();
        }

        if (DocComments.Read(part.Registration.Implementation) is { Length: > 0 } summary)
        {
            schema["description"] = summary;
        }

        return schema;
    }

    // A label that is the name of a part chooses it unless Name says otherwise; any other label needs a Name.
    private static JsonObject ByLabel(PartKind kind, PartCatalog catalog)
    {
        var any = PartCatalog.Word(kind);
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(catalog.Names(kind).Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject
            {
                ["if"] = new JsonObject { ["required"] = new JsonArray(PartSettings.NameKey) },
                ["then"] = ConfigurationSchema.Reference(any),
                ["else"] = ConfigurationSchema.Reference(Key(kind, name)),
            }))),
            ["additionalProperties"] = ConfigurationSchema.Reference(any),
        };
    }

    private static string Key(PartKind kind, string name) => $"{PartCatalog.Word(kind)}:{name}";
}
