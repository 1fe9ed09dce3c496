using BeyondNtk.Engine.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace BeyondNtk.Host.Display;

/// <summary>On a terminal the program's own control codes pass, and those in texts are shown.</summary>
internal sealed class PrintableHook : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(one => new PrintableOnly(one));

    private sealed class PrintableOnly(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
            => inner.Render(options, maxWidth).Select(segment => segment.IsControlCode ? segment : new Segment(Printable.Text(segment.Text), segment.Style));
    }
}
