using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A teacher that is a finite set of labelled examples, some of them to learn from and the others to measure on.</summary>
/// <remarks>
/// Its <see cref="ITeacher.Inputs"/> are the law of what is measured on, so an evaluator that draws from it never sees an example that was learnt
/// from; its <see cref="ITeacher.Target"/> is defined at inputs of the set only.
/// </remarks>
public interface IDataSetTeacher : ITeacher
{
    /// <summary>The examples to learn from, in the order in which a sample takes them; each occurs at most once.</summary>
    DataSet Training { get; }

    /// <summary>The examples that are held out; null if there are none.</summary>
    DataSet? HeldOut { get; }
}
