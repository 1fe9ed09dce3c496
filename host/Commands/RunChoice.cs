using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Commands;

/// <summary>The run that a person means.</summary>
internal static class RunChoice
{
    /// <summary>The only run whose id, EXPERIMENT/ID or identity is the text, or else begins with it.</summary>
    /// <exception cref="ConfigurationException">There is none, or there are several.</exception>
    public static (string Folder, RunRecord Record) Of(string output, string text)
    {
        var runs = RunRecords.Under(output);
        var chosen = runs.Where(run => NamesOf(run.Record).Contains(text, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (chosen.Length == 0)
        {
            chosen = [.. runs.Where(run => NamesOf(run.Record).Any(name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase)))];
        }

        return chosen.Length switch
        {
            1 => chosen[0],
            0 => throw new ConfigurationException($"there is no run '{text}' under {Path.GetFullPath(output)}; {NearestName.Hint(text, [.. runs.Select(run => run.Record.Id)])}"),
            _ => throw new ConfigurationException($"'{text}' may be each of {string.Join(", ", chosen.Select(run => FullName(run.Record)))}; write out which"),
        };
    }

    public static string FullName(RunRecord run) => $"{run.Experiment}/{run.Id}";

    private static string[] NamesOf(RunRecord run) => [run.Id, FullName(run), run.Identity];
}
