namespace BeyondNtk.Engine.Storage.Filters;

/// <summary>What rows are asked for, as --where says it.</summary>
internal abstract record Filter;

/// <summary>name operator value; the value is a number, a word or a quoted text.</summary>
internal sealed record Comparison(Token Name, string Operator, Token Value) : Filter;

internal sealed record And(Filter Left, Filter Right) : Filter;

internal sealed record Or(Filter Left, Filter Right) : Filter;

/// <summary>Every row that the other does not match, those without the column that it asks about too.</summary>
internal sealed record Not(Filter Other) : Filter;
