using System.Runtime.InteropServices;

namespace BeyondNtk.Engine.Files;

/// <summary>
/// Has the names in a folder written to the disk, so that after a power failure what was moved in is there before what is deleted afterwards
/// is gone. Where the system cannot do that, its own order is relied on.
/// </summary>
internal static class FolderFlush
{
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsWindows() && NativeMethods.Open(folder, 0) is >= 0 and var descriptor)
        {
            _ = NativeMethods.Flush(descriptor);
            _ = NativeMethods.Close(descriptor);
        }
    }

    // .NET opens no folders.
    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open")]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync")]
        public static extern int Flush(int descriptor);

        [DllImport("libc", EntryPoint = "close")]
        public static extern int Close(int descriptor);
    }
}
