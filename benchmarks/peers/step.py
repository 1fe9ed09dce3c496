"""A full-batch step of truncated gradient descent on f_W(x) = (1/m) sum_i ||w_i|| relu(<w_i, x>), the squared loss averaged over N examples.

usage: step.py FOLDER IMPLEMENTATION PRECISION THREADS STEP_SIZE LAMBDA WARM_UP REPEATS SECONDS

The first step is saved, so that the program can compare it with its own. Each step leaves its loss, as the program's does.
The number of BLAS threads is set by the environment, before anything is loaded.
"""
import json
import sys

import numpy as np

from measure import repeats


def torch_autograd(X, y, W, step_size, threshold):
    import torch

    torch.set_num_threads(threads)
    X, y, W = torch.from_numpy(X), torch.from_numpy(y), torch.from_numpy(W).requires_grad_()
    m = W.shape[0]

    def step():
        norms = W.norm(dim=1)
        f = torch.relu(X @ W.t()) @ norms / m
        loss = ((f - y) ** 2).mean()
        W.grad = None
        loss.backward()
        with torch.no_grad():
            moving = (norms * norms <= threshold).to(W.dtype)
            W.addcmul_(W.grad, moving.unsqueeze(1), value=-step_size * m)
        return loss.item()

    return step, lambda: W.detach().numpy()


def torch_by_hand(X, y, W, step_size, threshold):
    import torch

    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    X, y, W = torch.from_numpy(X), torch.from_numpy(y), torch.from_numpy(W)
    (N, d), m = X.shape, W.shape[0]
    # Neuron by neuron: both matrix products are then faster than example by example.
    Z = torch.empty(m, N, dtype=X.dtype)
    f = torch.empty(N, dtype=X.dtype)
    rX = torch.empty_like(X)
    G = torch.empty_like(W)

    def step():
        norms = W.norm(dim=1)
        torch.mm(W, X.t(), out=Z)
        Z.relu_()
        torch.mv(Z.t(), norms, out=f)
        f.div_(m).sub_(y)
        loss = f.dot(f).item() / N
        # The residuals go to the N x d inputs rather than to the m x N slopes.
        torch.mul(X, f.mul_(2 / N).unsqueeze(1), out=rX)
        Z.gt_(0)
        torch.mm(Z, rX, out=G)
        # m dL/dw_i = ||w_i|| G_i + <w_i, G_i> w_i / ||w_i||
        radial = (W * G).sum(dim=1).div_(norms)
        G.mul_(norms.unsqueeze(1)).addcmul_(W, radial.unsqueeze(1))
        W.addcmul_(G, (norms * norms <= threshold).to(W.dtype).unsqueeze(1), value=-step_size)
        return loss

    return step, lambda: W.numpy()


def numpy_by_hand(X, y, W, step_size, threshold):
    (N, d), m = X.shape, W.shape[0]
    Z = np.empty((m, N), X.dtype)
    f = np.empty(N, X.dtype)
    rX = np.empty_like(X)
    G = np.empty_like(W)

    def step():
        norms = np.sqrt(np.einsum("ik,ik->i", W, W))
        np.matmul(W, X.T, out=Z)
        np.maximum(Z, 0, out=Z)
        np.matmul(norms, Z, out=f)
        np.divide(f, m, out=f)
        np.subtract(f, y, out=f)
        loss = float(f @ f) / N
        np.multiply(f, 2 / N, out=f)
        np.multiply(X, f[:, None], out=rX)
        np.greater(Z, 0, out=Z)
        np.matmul(Z, rX, out=G)
        radial = np.einsum("ik,ik->i", W, G) / norms
        np.multiply(G, norms[:, None], out=G)
        np.add(G, W * radial[:, None], out=G)
        np.multiply(G, (step_size * (norms * norms <= threshold)).astype(W.dtype)[:, None], out=G)
        np.subtract(W, G, out=W)
        return loss

    return step, lambda: W


folder, implementation, precision, threads = sys.argv[1:4] + [int(sys.argv[4])]
step_size, truncation, warm_up = map(float, sys.argv[5:8])
count, seconds = int(sys.argv[8]), float(sys.argv[9])
sample = [np.load(f"{folder}/{name}.npy").astype(precision) for name in ("inputs", "labels", "weights")]
build = {"autograd": torch_autograd, "torch": torch_by_hand, "numpy": numpy_by_hand}[implementation]
step, weights = build(sample[0], sample[1].ravel(), sample[2], step_size, 1 / truncation)
step()
np.save(f"{folder}/{implementation}-{threads}.npy", weights().astype(np.float64))
print(json.dumps({"seconds": repeats(step, warm_up, count, seconds)}))
