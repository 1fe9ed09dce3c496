using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Configuration.Schemas;

/// <summary>The JSON Schema of an options class: what the binder accepts, with the author's own defaults, ranges and comments.</summary>
internal static class OptionsSchema
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <param name="type">The options class.</param>
    /// <param name="place">Where the schema will stand, as a JSON Pointer: references in it are from the root.</param>
    /// <param name="expressions">Whether an expression may stand for a number.</param>
    public static JsonObject Create(Type type, string place, bool expressions = true) => Json.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => node is JsonObject schema ? Complete(context, schema, place, expressions) : node,
    }).AsObject();

    private static JsonObject Complete(JsonSchemaExporterContext context, JsonObject schema, string place, bool expressions)
    {
        var type = context.TypeInfo.Type;
        if (schema["$ref"] is { } reference)
        {
            schema["$ref"] = $"#{place}{reference.ToString()[1..]}";
        }
        else if (OptionTypes.IsGroup(type) && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            Close(schema, type);
        }

        var property = context.PropertyInfo?.AttributeProvider as PropertyInfo;
        foreach (var rule in property?.GetCustomAttributes<ValidationAttribute>() ?? [])
        {
            Restrict(schema, rule, property!.PropertyType);
        }

        var number = expressions && OptionWords.Type(type) is "number" or "whole number";
        var complete = number ? new JsonObject { ["anyOf"] = new JsonArray(schema, ConfigurationSchema.Reference(ConfigurationSchema.Expression)) } : schema;
        if (property is not null)
        {
            Describe(complete, property);
        }

        return complete;
    }

    // Unknown settings are refused; properties that cannot be set are none.
    private static void Close(JsonObject schema, Type type)
    {
        var shapes = OptionShape.Of(type);
        var properties = schema["properties"] as JsonObject ?? [];
        foreach (var name in properties.Select(entry => entry.Key).Except(shapes.Select(shape => shape.Name)).ToArray())
        {
            properties.Remove(name);
        }

        schema["type"] = "object";
        schema["properties"] = properties.Parent is null ? properties : properties.DeepClone();
        schema["additionalProperties"] = false;
        string[] required = [.. shapes.Where(shape => shape.Rules.OfType<RequiredAttribute>().Any()).Select(shape => shape.Name)];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }
    }

    private static void Restrict(JsonObject schema, ValidationAttribute rule, Type type)
    {
        switch (rule)
        {
            case RangeAttribute range:
                Restrict(schema, Bounds.Of(range));
                break;
            case MinLengthAttribute length:
                schema[OptionTypes.ElementOf(type) is not null ? "minItems" : type == typeof(string) ? "minLength" : "minProperties"] = length.Length;
                break;
            case RequiredAttribute when type == typeof(string):
                schema["minLength"] = 1;
                break;
        }
    }

    private static void Restrict(JsonObject schema, Bounds range)
    {
        if (range.HasMinimum)
        {
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
        }

        if (range.HasMaximum)
        {
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
        }
    }

    private static void Describe(JsonObject schema, PropertyInfo property)
    {
        if (DocComments.Read(property) is { Length: > 0 } summary)
        {
            schema["description"] = summary;
        }

        var type = property.PropertyType;
        var value = OptionShape.Of(property.ReflectedType!).FirstOrDefault(shape => shape.Name == property.Name)?.Default;
        if (value is not null and not "" and not System.Collections.ICollection { Count: 0 } && !OptionTypes.IsGroup(OptionTypes.ElementOf(type) ?? type))
        {
            schema["default"] = JsonSerializer.SerializeToNode(value, type, Json);
        }
    }
}
