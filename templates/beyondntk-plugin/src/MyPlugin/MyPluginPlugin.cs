namespace MyPlugin;

/// <summary>Tells the host which parts exist, under which names, with which options.</summary>
public sealed class MyPluginPlugin : IPlugin
{
    public void Register(PartRegistry parts)
    {
#if (hasModel)
        parts.AddModel<MyPluginModel, MyPluginModelOptions>("my-plugin");
#endif
#if (hasTeacher)
        parts.AddTeacher<MyPluginTeacher, MyPluginTeacherOptions>("my-plugin");
#endif
#if (hasOptimizer)
        parts.AddOptimizer<MyPluginOptimizer, MyPluginOptimizerOptions>("my-plugin");
#endif
#if (hasEvaluator)
        parts.AddEvaluator<MyPluginEvaluator, MyPluginEvaluatorOptions>("my-plugin");
#endif
    }
}
