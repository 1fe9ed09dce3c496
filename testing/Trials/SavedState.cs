using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.Testing.Trials;

/// <summary>Moves a learner's state from one composition to another, as a checkpoint of the host does.</summary>
internal static class SavedState
{
    /// <param name="part">The part that is checked.</param>
    /// <param name="trial">The trial that both are of.</param>
    /// <param name="from">The learner whose state is moved.</param>
    /// <param name="to">One that has done nothing yet.</param>
    /// <exception cref="ConformanceException">A part does not read to the end what it wrote.</exception>
    public static void Move(Part part, Trial trial, Composition from, Composition to)
    {
        if (from.Model is ITrainable source && to.Model is ITrainable target)
        {
            source.Parameters.CopyTo(target.Parameters);
        }

        // The model before the optimizer, which may put back into it what it had put there.
        object?[] Parts(Composition composition) => [composition.Model, composition.Examples, composition.Optimizer];
        foreach (var (saved, restored) in Parts(from).Zip(Parts(to)))
        {
            if (saved is IResumable one && restored is IResumable other)
            {
                Move(part, trial, one, other);
            }
        }
    }

    /// <summary>Moves the state of one part.</summary>
    /// <param name="part">The part that is checked.</param>
    /// <param name="trial">The trial that both are of.</param>
    /// <param name="from">The part whose state it is.</param>
    /// <param name="to">One that has done nothing yet.</param>
    /// <exception cref="ConformanceException">It does not read to the end what it wrote.</exception>
    public static void Move(Part part, Trial trial, IResumable from, IResumable to)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        from.Save(writer);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        try
        {
            to.Restore(reader);
        }
        catch (EndOfStreamException)
        {
            throw Broken("past its end");
        }
        catch (InvalidDataException exception)
        {
            throw Broken($"and refuses it: {exception.Message}");
        }

        if (stream.Position != stream.Length)
        {
            throw Broken($"for {stream.Position} of {stream.Length} bytes");
        }

        ConformanceException Broken(string howFar)
            => new(part.Implementation, "a state is read to its end, neither less nor more", $"{from.GetType().Name} reads its own {howFar}", trial.Seed);
    }
}
