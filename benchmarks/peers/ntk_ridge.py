"""Kernel ridge regression with the tangent kernel of a two-layer ReLU network, both layers training.

usage: ntk_ridge.py FOLDER scipy|sklearn RIDGE

scipy: the factorisation and the solve alone are timed. sklearn: kernel, fit and prediction are. The predictions are saved in both cases.
RIDGE is relative to the mean diagonal entry.
"""
import json
import sys
import time

import numpy as np

from measure import memory


def kernel(X, Z):
    """||x|| ||z|| (sin t + 2 (pi - t) cos t) / (2 pi), t the angle between x and z."""
    x, z = np.linalg.norm(X, axis=1), np.linalg.norm(Z, axis=1)
    cosine = (X / x[:, None]) @ (Z / z[:, None]).T
    np.clip(cosine, -1, 1, out=cosine)
    angle = np.arccos(cosine)
    np.subtract(np.pi, angle, out=angle)
    np.multiply(angle, cosine, out=angle)
    np.multiply(angle, 2, out=angle)
    np.multiply(cosine, cosine, out=cosine)
    np.subtract(1, cosine, out=cosine)
    np.sqrt(cosine, out=cosine)
    np.add(angle, cosine, out=angle)
    np.multiply(angle, x[:, None], out=angle)
    np.multiply(angle, z / (2 * np.pi), out=angle)
    return angle


def with_scipy(X, y, fresh):
    from scipy.linalg import cho_factor, cho_solve

    K = kernel(X, X)
    K[np.diag_indices_from(K)] += ridge * np.trace(K) / len(K)
    # LAPACK stores by column: of a symmetric matrix the transpose is the same one without a copy.
    K = K.T
    start = time.perf_counter()
    factor = cho_factor(K, lower=True, overwrite_a=True, check_finite=False)
    coefficients = cho_solve(factor, y, check_finite=False)
    seconds = time.perf_counter() - start
    return kernel(fresh, X) @ coefficients, seconds


def with_sklearn(X, y, fresh):
    from sklearn.kernel_ridge import KernelRidge

    start = time.perf_counter()
    K = kernel(X, X)
    model = KernelRidge(alpha=ridge * np.trace(K) / len(K), kernel="precomputed").fit(K, y)
    predictions = model.predict(kernel(fresh, X))
    return predictions, time.perf_counter() - start


folder, implementation, ridge = sys.argv[1], sys.argv[2], float(sys.argv[3])
sample = [np.load(f"{folder}/{name}.npy") for name in ("inputs", "labels", "fresh")]
before = memory("VmRSS")
predictions, seconds = (with_scipy if implementation == "scipy" else with_sklearn)(*sample)
np.save(f"{folder}/{implementation}.npy", predictions.reshape(-1, 1))
answer = {"seconds": [seconds]}
if implementation == "sklearn":
    # With scipy most of the memory is the kernel's, which is not part of the comparison.
    answer["memory"] = memory("VmHWM") - before
print(json.dumps(answer))
