namespace BeyondNtk.DataTeacher.Tests;

/// <summary>Tests that do not run beside each other: the files that were read last are the process's.</summary>
[CollectionDefinition(nameof(OneAfterTheOther))]
public sealed class OneAfterTheOther;
