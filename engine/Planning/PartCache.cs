using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Planning;

/// <summary>
/// What was read of one run, for the next run of the sweep: what did not change is neither bound nor checked again. By place in the
/// configuration; an evaluator that learners share has one place.
/// </summary>
internal sealed class PartCache : IBindingCache
{
    private readonly Dictionary<string, object?> _bound = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, object?> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _validated = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (LearnerPlan Plan, PartPlan Teacher, bool WithoutSample)> _checked = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<Plugin> _plugins = [];

    public object? Get(string path, Func<object?> bind) => _bound.TryGetValue(path, out var known) ? known : _bound[path] = bind();

    public bool IsNew(string path) => _validated.Add(path);

    /// <summary>The part that was read at a place, or is read now.</summary>
    public T? GetPart<T>(string path, Func<T?> read)
        where T : class
        => (T?)(_parts.TryGetValue(path, out var known) ? known : _parts[path] = read());

    /// <summary>Whether a learner was checked before in the same company; from now on it was.</summary>
    public bool WasChecked(LearnerPlan plan, PartPlan teacher, bool withoutSample)
    {
        var before = _checked.GetValueOrDefault(plan.Label);
        _checked[plan.Label] = (plan, teacher, withoutSample);
        return before.Plan is { } known && ReferenceEquals(before.Teacher, teacher) && before.WithoutSample == withoutSample
            && ReferenceEquals(known.Model, plan.Model) && ReferenceEquals(known.Optimizer, plan.Optimizer) && known.Objective == plan.Objective
            && known.Evaluators.SequenceEqual(plan.Evaluators, ReferenceEqualityComparer.Instance);
    }

    /// <summary>One list for all runs that use the same plugins.</summary>
    public IReadOnlyList<Plugin> Share(IReadOnlyList<Plugin> plugins) => _plugins = _plugins.SequenceEqual(plugins, ReferenceEqualityComparer.Instance) ? _plugins : plugins;

    /// <summary>Forgets what a changed value may have changed: what it lies in, and what lies in it.</summary>
    /// <param name="path">Its place.</param>
    public void Forget(string path)
    {
        bool IsTouched(string place) => Contains(place, path) || Contains(path, place);
        Remove(_bound, IsTouched);
        Remove(_parts, IsTouched);
        _validated.RemoveWhere(IsTouched);
    }

    /// <summary>Forgets everything: a part that was refused must be refused again.</summary>
    public void Clear()
    {
        _bound.Clear();
        _parts.Clear();
        _validated.Clear();
        _checked.Clear();
    }

    private static void Remove(Dictionary<string, object?> known, Predicate<string> isTouched)
    {
        foreach (var place in known.Keys.Where(place => isTouched(place)).ToArray())
        {
            known.Remove(place);
        }
    }

    private static bool Contains(string group, string path)
        => path.StartsWith(group, StringComparison.OrdinalIgnoreCase) && (path.Length == group.Length || path[group.Length] == ':');
}
