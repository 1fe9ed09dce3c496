namespace BeyondNtk.Engine.Storage.Filters;

internal enum TokenKind
{
    /// <summary>A name, a value or one of the words and, or, not.</summary>
    Word,

    /// <summary>Text that was in quotes.</summary>
    Quoted,
    Number,
    Operator,
    Open,
    Close,
    End,
}

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written, without quotes.</param>
/// <param name="Place">Its first character, counted from 1.</param>
/// <param name="Number">The long or double that a number stands for.</param>
internal sealed record Token(TokenKind Kind, string Text, int Place, object? Number = null)
{
    public bool Is(string keyword) => Kind == TokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
