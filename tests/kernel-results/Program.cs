// Runs every kernel on fixed problems of awkward sizes and writes what it computed. What a process runs on, vectors of which width and which
// library, is decided once, so each needs one of its own to be compared with the others.
using System.Globalization;
using BeyondNtk.KernelResults;

KernelRun.Take(threads: int.Parse(args[0], CultureInfo.InvariantCulture)).Write(Console.Out);
