using BeyondNtk.Abstractions;

namespace MyPlugin;

/// <summary>Tells the host which parts there are, under which names, with which options.</summary>
public sealed class MyPluginPlugin : IPlugin
{
    public void Register(PartRegistry parts)
    {
#if (model)
        parts.AddModel<MyPluginModel, MyPluginModelOptions>("my-plugin");
#endif
#if (teacher)
        parts.AddTeacher<MyPluginTeacher, MyPluginTeacherOptions>("my-plugin");
#endif
#if (optimizer)
        parts.AddOptimizer<MyPluginOptimizer, MyPluginOptimizerOptions>("my-plugin");
#endif
#if (evaluator)
        parts.AddEvaluator<MyPluginEvaluator, MyPluginEvaluatorOptions>("my-plugin");
#endif
    }
}
