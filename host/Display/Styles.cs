using BeyondNtk.Engine.Storage;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>Colours and what they mean.</summary>
internal static class Styles
{
    public static readonly Style Good = new(Color.Green);

    public static readonly Style Bad = new(Color.Red);

    public static readonly Style Remark = new(Color.Yellow);

    public static readonly Style Level = new(decoration: Decoration.Italic);

    public static readonly Style Heading = new(decoration: Decoration.Bold);

    /// <summary>The style of a status.</summary>
    public static Style Of(RunStatus status) => status switch
    {
        RunStatus.Done => Good,
        RunStatus.Halted => Remark,
        _ => Bad,
    };
}
