using System.Text;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>Does what a document says, in its order: writes its files, runs its commands, and finds its outputs in theirs.</summary>
internal sealed class DocumentWalk(NewUser user, string folder)
{
    private readonly StringBuilder _said = new();

    /// <summary>Where the last command ran.</summary>
    public string Folder { get; private set; } = folder;

    public void Follow(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Follow(block);
        }
    }

    private void Follow(Block block)
    {
        if (block.File is { } file)
        {
            File.WriteAllText(Path.Combine(Folder, file), block.Text.Replace("PACKAGES", user.Feed, StringComparison.Ordinal));
        }
        else if (block.Language == "sh")
        {
            foreach (var line in block.Lines)
            {
                Follow(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }
        else if (block.Language == "text")
        {
            Check(block.Lines);
        }
    }

    private void Follow(string[] command)
    {
        if (command is ["cd", var to])
        {
            Folder = Path.Combine(Folder, to);
            return;
        }

        _said.Append(user.Succeed(Folder, command));
    }

    // A block that begins with a command after a $ shows what that one says, and it may fail; any other, what was said before.
    private void Check(IReadOnlyList<string> lines)
    {
        if (lines[0].StartsWith("$ ", StringComparison.Ordinal))
        {
            var result = user.Run(Folder, lines[0][2..].Split(' '));
            _said.Append(result.Output).Append(result.Error);
            lines = [.. lines.Skip(1)];
        }

        var said = Normal(_said.ToString());
        Assert.All(lines, line => Assert.Contains(Normal(line), said, StringComparison.Ordinal));
    }

    // How wide a column is depends on the times in it; and where a file lies, on the machine.
    private string Normal(string text) => string.Join(' ', text.Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
