using System.Reflection;
using BeyondNtk.Engine.Tests;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>A folder with every plugin that is wrong in some way, for --plugins.</summary>
internal static class BrokenPlugins
{
    /// <summary>Each that cannot be used as it should, with the beginning of the reason that `plugins` gives for it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["asks-for-cultures"] = "it asks for cultures by name, and the program runs without their data,",
        ["cut-off"] = "WithDependency.dll is not a .NET assembly, or is cut off",
        ["linked"] = "linked is a link that leads out of the plugins folder, to ",
        ["missing-managed"] = "it needs PrivateLibrary 0.2.0, which its folder or its .deps.json lacks; copy the plugin's whole output",
        ["missing-native"] = "MissingNative.dll calls the native library 'no-such-native-library', which was not found; where a run comes to that call it will fail:",
        ["newer-contract"] = "it was built against version 0.99 of BeyondNtk.Abstractions, which is newer than this host's",
        ["no-assembly"] = "Text.dll is not a .NET assembly",
        ["no-entry"] = "no public class in NoEntry implements IPlugin",
        ["older-shared-copy"] = "it was built against BeyondNtk.Numerics 0.0.1 and uses the type RetiredConstants,",
        ["same-name-one"] = "teacher 'twin' is registered by ",
        ["same-name-two"] = "teacher 'twin' is registered by ",
        ["throwing-entry"] = "the constructor of its entry ThrowingEntryPlugin failed: the license has expired",
        ["throwing-options"] = "options of teacher 'throwing-options': the defaults of ThrowingOptions cannot be made or checked:",
        ["throwing-register"] = "the Register of its entry ThrowingRegisterPlugin failed: the tables are not installed",
        ["two-entries"] = "several classes implement IPlugin (FirstPlugin, SecondPlugin)",
        ["unbindable-options"] = "options of teacher 'unbindable': UnbindableOptions.Link is of the type Func<Double, Double>,",
    };

    /// <summary>Those that are wrong only when they are used.</summary>
    public static readonly IReadOnlyList<string> WrongWhenUsed = ["asks-for-cultures", "missing-native", "never-returning", "throwing-constructor", "throwing-evaluation", "throwing-step"];

    /// <summary>Installs them all, as a person would: by copying.</summary>
    public static string InstallAll(TheProgram program)
    {
        var root = Path.Combine(program.Scratch, "plugins");
        foreach (var name in Directory.GetDirectories(Path.Combine(TheProgram.Root, "tests", "plugins")).Select(folder => Path.GetFileName(folder)!))
        {
            Copy(name, Path.Combine(root, name));
        }

        Copy("with-dependency", Path.Combine(root, "missing-managed"));
        File.Delete(Path.Combine(root, "missing-managed", "PrivateLibrary.dll"));

        Copy("with-dependency", Path.Combine(root, "cut-off"));
        var cut = Path.Combine(root, "cut-off", "WithDependency.dll");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^(int)(new FileInfo(cut).Length / 2)]);

        program.Write("plugins/no-assembly/Text.dll", "this is no assembly");
        program.Write("plugins/no-assembly/Text.deps.json", "{}");

        program.Write("plugins/newer-contract/Foreign.deps.json", "{}");
        ForeignAssembly.Save(Path.Combine(root, "newer-contract", "Foreign.dll"), new AssemblyName("BeyondNtk.Abstractions") { Version = new Version(0, 99, 0, 0) });

        Copy("throwing-step", Path.Combine(program.Scratch, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(root, "linked"), Path.Combine(program.Scratch, "elsewhere"));
        return root;
    }

    private static void Copy(string name, string target)
    {
        var output = new DirectoryInfo(TheProgram.Folder);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Path.Combine(TheProgram.Root, "tests", "plugins", name, "bin", output.Parent!.Name, output.Name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
