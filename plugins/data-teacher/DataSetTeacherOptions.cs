using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.DataTeacher;

/// <summary>Options of the teacher "data". Relative paths are taken from the current directory.</summary>
public sealed class DataSetTeacherOptions
{
    /// <summary>The file of the inputs, .npy or .csv: one example per row, N x d.</summary>
    [FilePath]
    [Required]
    public string Inputs { get; init; } = "";

    /// <summary>The file of the labels, .npy or .csv: N x k, in the order of the inputs. Not set if they are columns of a .csv of inputs.</summary>
    [FilePath]
    public string? Labels { get; init; }

    /// <summary>The names of the columns that are labels, if a .csv of inputs also holds them; every other column is an input.</summary>
    public IReadOnlyList<string> LabelColumns { get; init; } = [];

    /// <summary>
    /// Whether the first line of a .csv names the columns. Not set: it does if none of its fields is a number.
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>The number of rows that are held out of every sample, to measure on; the others can be learnt from.</summary>
    [Range(0, 1_000_000_000)]
    public int HeldOut { get; init; }

    /// <summary>
    /// Whether the rows are put in a random order, which the seed decides, before the last of them are held out and the first of them are taken as
    /// the sample. If not, they keep the order of the file.
    /// </summary>
    public bool Shuffle { get; init; } = true;
}
