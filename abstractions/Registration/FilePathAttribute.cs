namespace BeyondNtk.Abstractions.Registration;

/// <summary>
/// Marks a text option that is the path of a file that the part reads. The host reports a file that is missing before anything runs, and counts its
/// content among what determines the results. A relative path is taken from the current directory.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
