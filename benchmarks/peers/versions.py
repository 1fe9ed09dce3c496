"""Prints the versions of the peers' libraries, null for one that is missing, and the BLAS that they loaded."""
import importlib
import json
import os
import platform


def version(module):
    try:
        return importlib.import_module(module).__version__
    except Exception:
        return None


def blas():
    with open("/proc/self/maps") as maps:
        files = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "/" in line}
    return ", ".join(sorted(name for name in files if name.startswith(("libblas", "libopenblas", "libblis", "libmkl_rt"))))


answer = {module: version(module) for module in ("numpy", "scipy", "torch", "sklearn")}
answer["python"] = platform.python_version()
answer["blas"] = blas()
print(json.dumps(answer))
