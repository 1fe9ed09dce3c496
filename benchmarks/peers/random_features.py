"""Ridge least squares in the features relu(<w_i, x>): beta solves (Phi^T Phi + ridge I) beta = Phi^T y.

usage: random_features.py FOLDER RIDGE

RIDGE is relative to the mean diagonal entry.
"""
import json
import sys
import time

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from measure import memory

folder, ridge = sys.argv[1], float(sys.argv[2])
X, y, W = (np.load(f"{folder}/{name}.npy") for name in ("inputs", "labels", "features"))
before = memory("VmRSS")

start = time.perf_counter()
phi = X @ W.T
np.maximum(phi, 0, out=phi)
gram = phi.T @ phi
gram[np.diag_indices_from(gram)] += ridge * np.trace(gram) / len(gram)
# LAPACK stores by column: of a symmetric matrix the transpose is the same one without a copy.
factor = cho_factor(gram.T, lower=True, overwrite_a=True, check_finite=False)
beta = cho_solve(factor, phi.T @ y, check_finite=False)
errors = phi @ beta - y
loss = float(np.vdot(errors, errors)) / len(y)
seconds = time.perf_counter() - start

np.save(f"{folder}/peer.npy", beta)
print(json.dumps({"seconds": [seconds], "memory": memory("VmHWM") - before, "loss": loss}))
